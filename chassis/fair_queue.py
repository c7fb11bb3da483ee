"""What waits is taken in turn by who sent it, not in the order it came: whoever sends much waits for themselves."""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Takes turns between senders, and within the turn of a sender between the offices it asks."""

    def __init__(self) -> None:
        self._senders: OrderedDict[str, OrderedDict[str, deque[T]]] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._senders)

    def put(self, sender: str, office: str, item: T) -> None:
        """Add what a sender asks an office, behind what the same sender asked it before."""
        self._senders.setdefault(sender, OrderedDict()).setdefault(office, deque()).append(item)

    def take(self) -> T:
        """Remove and return what has its turn; its sender's next turn comes after everybody else's.

        Raises:
            KeyError: nothing waits.
        """
        sender, offices = self._senders.popitem(last=False)
        office, items = offices.popitem(last=False)
        item = items.popleft()
        if items:
            offices[office] = items
        if offices:
            self._senders[sender] = offices
        return item
