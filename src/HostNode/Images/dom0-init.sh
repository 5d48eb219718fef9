#!/bin/bash
# The first process of a lab's dom0: Xen's own services, two bridges, and the host node. The kernel's command line says where it stands:
#   ab.host=NAME  ab.data=ADDRESS/LENGTH  ab.mtu=BYTES  ab.management=ADDRESS/LENGTH  ab.port=NAME
# Disk 1 is this system, disk 2 the programs, disk 3 a tar: /arguments and /environment, one a line, and what files they name.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C TERM=dumb
say() { echo "actorbench: $*" >/dev/console; }
fail() { say "$*"; sleep 1; busybox poweroff -f; }
argument() { for word in $(</proc/cmdline); do case $word in "$1"=*) echo "${word#*=}" ;; esac; done; }
await() { local i=0; while [ ! -e "$1" ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i + 1)); done; [ -e "$1" ] || fail "dom0 has no $1."; }

for place in /run /tmp /var/log /var/lib/xen /var/lib/xenstored; do mkdir -p $place && mount -t tmpfs tmpfs $place; done
mkdir -p /run/lock /run/xen /run/xenstored /var/log/xen /var/lock /dev/pts /dev/shm
# The lock of the hotplug scripts waits for ever without standard input by its name; a guest has no console without devpts.
ln -sf /proc/self/fd /dev/fd; ln -sf fd/0 /dev/stdin; ln -sf fd/1 /dev/stdout; ln -sf fd/2 /dev/stderr
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
hostname "$(argument ab.host)"
for module in xen-evtchn xen-gntdev xen-gntalloc xen-privcmd xenfs xen-netback xen-blkback loop bridge virtio_net virtio_console virtio_rng af_packet; do modprobe -q $module; done
mount -t xenfs xenfs /proc/xen || fail "dom0 is not under Xen."

# A bridge takes the smallest MTU of its ports, and the lowest MAC of them unless it has its own.
bridge() {
  await "/sys/class/net/$2"
  ip link set "$2" mtu "$4" && ip link add "$1" mtu "$4" address "$5" type bridge stp_state 0 forward_delay 0 mcast_snooping 0 &&
    ip link set "$2" master "$1" up && ip addr add "$3" dev "$1" && ip link set "$1" up || fail "dom0 can't set up $1 as $3."
}
for scope in all default; do
  echo 1 >/proc/sys/net/ipv4/conf/$scope/arp_ignore
  echo 2 >/proc/sys/net/ipv4/conf/$scope/arp_announce
  echo 0 >/proc/sys/net/ipv4/conf/$scope/rp_filter
done
ip link set lo up
bridge xenbr0 eth0 "$(argument ab.data)" "$(argument ab.mtu)" "$(argument ab.data-mac)"
bridge xenbr1 eth1 "$(argument ab.management)" 1500 "$(argument ab.management-mac)"

services=$(echo /usr/lib/xen-4.*/bin)
"$services/xenstored" --pid-file /run/xen/xenstored.pid
i=0; until xenstore-read -s / >/dev/null 2>&1; do i=$((i + 1)); [ $i -lt 200 ] || fail "xenstored does not answer."; sleep 0.05; done
"$services/xen-init-dom0" >/dev/null || fail "xen-init-dom0 failed."
"$services/xenconsoled" --pid-file=/run/xen/xenconsoled.pid || fail "xenconsoled did not start."

mkdir -p /opt/actorbench
await /dev/vdc
mount -t ext4 -o ro /dev/vdb /opt/actorbench || fail "dom0 can't mount its programs."
tar -x -C / -f /dev/vdc || fail "dom0 can't read its arguments."
mapfile -t words </arguments
while IFS= read -r variable; do export "${variable?}"; done </environment
export ACTORBENCH_CACHE=/opt/actorbench/cache DOTNET_TC_CallCountingDelayMs=2710 DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_EnableDiagnostics=0

# A port of the machine is the host node's input and output; its end is the end of who started the machine.
port='' i=0
while [ -z "$port" ]; do
  for one in /sys/class/virtio-ports/*; do [ "$(cat "$one/name" 2>/dev/null)" = "$(argument ab.port)" ] && port=/dev/${one##*/}; done
  i=$((i + 1)); [ $i -lt 200 ] || fail "dom0 has no port $(argument ab.port)."
  [ -n "$port" ] || sleep 0.05
done
say "dom0 starts its node, $(cut -d' ' -f1 /proc/uptime) s after its kernel."
cd /opt/actorbench/host
./ActorBench.HostNode "${words[@]}" <>"$port" >&0 2>&0
say "the host node ended with code $?."
busybox poweroff -f
