# One image for every role: `ppid web intake`, `ppid relay registry`, `ppid migrate` …
ARG BASE_IMAGE=python:3.13.13-slim
FROM ${BASE_IMAGE}

# HOME must be writable under a read-only root; bytecode is made below, so nothing is written beside the source.
ENV HOME=/tmp \
    PATH=/opt/ppid/bin:/opt/python/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/opt/ppid \
    PYTHONUNBUFFERED=1 \
    PPID_LISTEN=0.0.0.0:8000 \
    PPID_VAR=/tmp
WORKDIR /opt/ppid

# What reads pages that are pictures, with Indonesian.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-ind \
 && rm -rf /var/lib/apt/lists/*

# The lock first: it changes less often than the source. Wheels only, so no compiler is needed.
COPY requirements/runtime.txt requirements/runtime.txt
RUN python -m venv /opt/python \
 && pip install --no-cache-dir --disable-pip-version-check --quiet --require-hashes --only-binary :all: -r requirements/runtime.txt

COPY . .
RUN mkdir bin \
 && printf '#!/usr/bin/env python\nfrom ppid.cli import main\n\nmain()\n' >bin/ppid \
 && chmod 0755 bin/ppid \
 && python -m compileall -q .

# Where the keys' volume goes, so that a new one belongs to the user below.
RUN install -d -o 10001 -g 10001 -m 0700 /keys

# A number, not a name: Kubernetes can check runAsNonRoot only on numbers.
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
ENTRYPOINT ["ppid"]
CMD ["--help"]
