#!/bin/sh
# The first file system of a dom0: loads what its disk needs and goes over to it.
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
while read -r module; do insmod "/lib/modules/$module" 2>/dev/null; done </lib/modules/order
i=0; while [ ! -b /dev/vda ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i + 1)); done
mount -t ext4 -o noatime /dev/vda /root || { echo "actorbench: dom0 can't mount its disk." >/dev/console; sleep 1; poweroff -f; }
for place in dev proc sys; do mount --move /$place /root/$place; done
exec switch_root /root /sbin/dom0-init
