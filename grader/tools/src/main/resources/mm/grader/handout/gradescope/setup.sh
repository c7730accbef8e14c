#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends openjdk-17-jdk-headless
# The second wall around a submission. Where the container may not make namespaces, the report says that it was off.
apt-get install -y --no-install-recommends bubblewrap || true
rm -rf /var/lib/apt/lists/*
