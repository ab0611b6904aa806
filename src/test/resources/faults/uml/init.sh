# The first process inside User Mode Linux. The computer's own tree is / and read-only; what we write lies in memory, below /run.
# From the kernel's command line: $out, a folder of the computer in which results stay and where `environment` and `scenario` lie.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
mount -t proc proc /proc
grep -q 'User Mode Linux' /proc/cpuinfo || { echo "only for User Mode Linux"; exit 1; }
mount -t sysfs sys /sys
[ -e /dev/null ] || mount -t devtmpfs dev /dev
mount -t tmpfs run /run
mkdir -p /run/{out,tmp,modules/lib/modules,nfs,m}
mount -t tmpfs nfs /var/lib/nfs
mount -t hostfs none /run/out -o "$out"
ln -s "/usr/lib/uml/modules/$(uname -r)" "/run/modules/lib/modules/$(uname -r)"
printf '#!/bin/sh\nexec /sbin/modprobe -d /run/modules "$@"\n' > /run/modprobe
chmod +x /run/modprobe
echo /run/modprobe > /proc/sys/kernel/modprobe
ip link set lo up
. /run/out/environment
. "$resources/lib.sh"
cd /run || exit
. /run/out/scenario > /run/out/scenario.out 2> /run/out/scenario.err
dmesg > /run/out/dmesg
echo done > /run/out/end
sync
echo o > /proc/sysrq-trigger
sleep 60
