#!/bin/sh
# The first process of a guest. The kernel's command line says where it stands:
#   ab.data=ADDRESS/LENGTH  ab.mtu=BYTES  ab.management=ADDRESS/LENGTH (none: one link)  ab.port=NAME (none: the console)
# Disk 1 is the guest node, disk 2 a tar: /arguments and /environment, one a line, and what files they name.
export PATH=/bin:/sbin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /tmp
say() { echo "actorbench: $*" >/dev/console; }
fail() { say "$*"; sleep 1; poweroff -f; }
argument() { for word in $(cat /proc/cmdline); do case $word in "$1"=*) echo "${word#*=}" ;; esac; done; }
await() { i=0; while [ ! -e "$1" ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done; [ -e "$1" ] || fail "the guest has no $1."; }
link() {
  await "/sys/class/net/$1"
  ip link set "$1" mtu "$3" && ip addr add "$2" dev "$1" && ip link set "$1" up || fail "the guest can't set up $1 as $2."
}

while read -r module; do insmod "/lib/modules/$module" 2>/dev/null; done </lib/modules/order
for scope in all default; do
  echo 1 >/proc/sys/net/ipv4/conf/$scope/arp_ignore
  echo 2 >/proc/sys/net/ipv4/conf/$scope/arp_announce
  echo 0 >/proc/sys/net/ipv4/conf/$scope/rp_filter
done
ip link set lo up
link eth0 "$(argument ab.data)" "$(argument ab.mtu)"
[ -z "$(argument ab.management)" ] || link eth1 "$(argument ab.management)" 1500

disk=/dev/vd
[ -e /sys/hypervisor/type ] && disk=/dev/xvd
await ${disk}b
mount -t ext4 -o ro ${disk}a /program || fail "the guest can't mount its program."
tar -x -C / -f ${disk}b || fail "the guest can't read its arguments."
while IFS= read -r word; do set -- "$@" "$word"; done </arguments
# Nothing is compiled a second time before the node has been at rest for 10 s (0x2710 ms): an emulated processor would take half as long again to start it.
export DOTNET_TC_CallCountingDelayMs=2710 DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_EnableDiagnostics=0
while IFS= read -r variable; do export "$variable"; done </environment

# A port of the host is the guest node's input and output; its end is the end of who started the machine.
port=/dev/console name=$(argument ab.port) i=0
while [ -n "$name" ] && [ $port = /dev/console ]; do
  for one in /sys/class/virtio-ports/*; do [ "$(cat "$one/name" 2>/dev/null)" = "$name" ] && port=/dev/${one##*/}; done
  i=$((i + 1)); [ $i -lt 100 ] || fail "the guest has no port $name."
  [ $port != /dev/console ] || sleep 0.05
done
say "the guest starts its node, $(cut -d' ' -f1 /proc/uptime) s after its kernel."
cd /program
./ActorBench.GuestNode "$@" <>"$port" >&0 2>&0
say "the guest node ended with code $?."
poweroff -f
