#!/usr/bin/env bash
# A Ceph of one monitor, one store in memory and one gateway on the loopback address, for the suite of this folder.
#   ceph.sh start FOLDER   prints the two settings that the suite wants     ceph.sh stop FOLDER   ends it
# Needs ceph-mon, ceph-osd, radosgw and ceph-common (Debian: apt-get install --no-install-recommends ...).
set -euo pipefail
what=${1:?start or stop} folder=${2:?a folder of its own}
mkdir -p "$folder"/{mon,osd,rgw}
folder=$(cd "$folder" && pwd)
export CEPH_CONF=$folder/ceph.conf

if [ "$what" = stop ]; then
  for pid in "$folder"/*.pid; do kill -KILL "$(cat "$pid")"; done # all of it was in memory
  rm -r "$folder"
  exit
fi

cluster=$(cat /proc/sys/kernel/random/uuid) store=$(cat /proc/sys/kernel/random/uuid)
cat >"$CEPH_CONF" <<CONF
[global]
fsid = $cluster
mon host = v2:127.0.0.1:13300
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
mon allow pool size one = true
mon data = $folder/mon
osd objectstore = memstore
memstore device bytes = 2147483648
osd data = $folder/osd
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
log file = $folder/\$name.log
run dir = $folder
admin socket = $folder/\$name.asok
pid file = $folder/\$name.pid
rgw data = $folder/rgw
rgw frontends = beast endpoint=127.0.0.1:18480
rgw s3 auth use sts = true
rgw sts key = hanya-untuk-diuj
CONF

monmaptool --create --addv a '[v2:127.0.0.1:13300]' --fsid "$cluster" "$folder/monmap"
ceph-mon -i a --mkfs --monmap "$folder/monmap"
ceph-mon -i a
id=$(ceph osd new "$store")
ceph-osd -i "$id" --mkfs --osd-uuid "$store"
ceph-osd -i "$id"
until ceph osd stat | grep -q ' 1 up'; do sleep 0.2; done

# The account of the platform, and the role that it may take on for one office at a time.
radosgw-admin user create --uid=ppid --display-name=ppid --access-key=ppid --secret-key=ppid-lokal >/dev/null
radosgw-admin role create --role-name=office --assume-role-policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/ppid"]},"Action":["sts:AssumeRole"]}]}' >/dev/null
radosgw-admin role policy put --role-name=office --policy-name=all \
  --policy-doc="$(cat "$(dirname "$0")/../../../deploy/storage/account.json")"
radosgw -n client.admin
until curl -s -o "$folder/answer" http://127.0.0.1:18480; do sleep 0.2; done
echo "PPID_TEST_S3_URL=http://ppid:ppid-lokal@127.0.0.1:18480 PPID_TEST_S3_ROLE=arn:aws:iam:::role/office"
