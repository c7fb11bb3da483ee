// What is being made takes some seconds, or minutes: look again by itself, so that nobody has to. Without this script there is a
// link that does the same.
const EVERY = 2000; // milliseconds

setTimeout(() => location.reload(), EVERY);
