# What scenarios are made of. Inside User Mode Linux only: it kills servers by name.
grep -q 'User Mode Linux' /proc/cpuinfo || exit 1
mod() { for each in "$@"; do /run/modprobe "$each" || echo "no module $each"; done; }

# --- Stillkeep -------------------------------------------------------------------------------------------------------------

# home EXPORT [INBOX [VAULT]]: a copy of the prepared home in memory, with these folders instead of its own.
home() {
  [ -d /run/home ] || cp -a "$template" /run/home
  mkdir -p /run/home/Inbox
  cat > /run/home/config.toml <<C
inbox = ["${2:-/run/home/Inbox}"]
state = "/run/home/state"
scan_seconds = 1
quiet_seconds = 0
time_zone = "UTC"
[library]
path = "${3:-/run/home/Vault}"
[[export]]
path = "$1"
C
}

# Becomes Stillkeep: for a subshell or the background, whose process it then is.
exec_stillkeep() {
  exec 9<&- # what a scenario holds open, it alone does
  export STILLKEEP_PASSPHRASE_FILE=/run/home/passphrase HOME=/run/home TMPDIR=/run/tmp
  exec "$java" -Xmx192m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.io.tmpdir=/run/tmp \
    -cp "$classpath" org.stillkeep.cli.Main "$@" --config /run/home/config.toml
}

# stillkeep NAME ARGUMENT…: runs a command. Of NAME stay its words, its exit code and how long it took.
stillkeep() {
  local name=$1 begun=$(now); shift
  (exec_stillkeep "$@") > "/run/out/$name.out" 2> "/run/out/$name.err" < /dev/null
  echo $? > "/run/out/$name.exit"
  note "$name.millis" $(($(now) - begun))
}

# The agent in the background, and beside it somebody who writes down each of its statuses, with the second as `at`.
agent() {
  rm -f /run/home/state/agent.sock # of one that was killed
  exec_stillkeep run --headless >> /run/out/agent.out 2>&1 < /dev/null & AGENT=$!
  await 60 test -S /run/home/state/agent.sock || note agent.failed "no socket"
  exec_stillkeep status --json --watch 2> /run/tmp/watch < /dev/null | while read -r line; do
    echo "{\"at\":$(date +%s),${line#\{}"
  done >> /run/out/status.jsonl &
}

# says EXTENDED_REGEX: whether the newest status does.
says() { tail -n 1 /run/out/status.jsonl 2>/dev/null | grep -Eq -- "$1"; }
in_step() { says '"state":"in step"'; }

# quits: ends the agent as a service manager does, and notes how long that took; 60,000 when it did not.
quits() {
  local begun=$(now)
  kill -TERM $AGENT
  await 60 gone $AGENT
  note quit.millis $(($(now) - begun))
}
gone() { ! grep -qs '^State:.[^Z]' "/proc/$1/status"; }

# --- Results ---------------------------------------------------------------------------------------------------------------

now() { echo $(($(date +%s%N) / 1000000)); }
note() { echo "$2" > "/run/out/$1"; }

# await SECONDS COMMAND…: until it succeeds; of what was never so stays the time-out in `timeouts`. The seconds are those of a computer
# that has nothing else to do: four times as many are waited.
await() {
  local until=$(($(now) + $1 * 4000)); shift
  until "$@"; do
    [ "$(now)" -lt "$until" ] || { echo "$*" >> /run/out/timeouts; return 1; }
    sleep 0.2
  done
}

# list NAME FOLDER: a line for each file: SHA-256, size, seconds of its time, path.
list() {
  (cd "$2" && find . -type f -printf '%s\t%T@\t%P\0' | sort -z -t "$(printf '\t')" -k 3 | while IFS=$'\t' read -r -d '' size time path; do
    printf '%s\t%s\t%s\t%s\n' "$(sha256sum < "$path" | cut -c 1-64)" "$size" "$time" "$path"
  done) > "/run/out/$1.list"
}

# files FOLDER: how many photos and videos are there.
files() { find "$1" -type f \( -name '*.jpg' -o -name '*.mp4' \) 2>/dev/null | wc -l; }
at_least() { [ "$(files "$2")" -ge "$1" ]; }

# copying FOLDER: whether some of the large file is there, and not all of it.
copying() { find "$1" -name '.stillkeep-tmp-*' -size +1024k 2> /dev/null | grep -q .; }

# slowly KBIT [DELAY]: the network to servers has this much room for each way, and takes this long.
slowly() { mod sch_netem; tc qdisc replace dev lo root netem rate "$1kbit" ${2:+delay "$2"}; }

# --- Disks -----------------------------------------------------------------------------------------------------------------

# disk NAME SIZE: an ext4 of this size in memory at /run/NAME.
disk() {
  mod loop
  truncate -s "$2" "/run/$1.img" && mkfs.ext4 -q -F "/run/$1.img" && mkdir -p "/run/$1" && mount -o loop "/run/$1.img" "/run/$1"
  chmod 777 "/run/$1"
}

# fill FOLDER: takes all the room of its disk, at once.
fill() {
  local less room=$(df -k --output=avail "$1" | tail -n 1)
  for less in 0 64 512 4096; do
    fallocate -l "$((room - less))K" "$1/filler" && break
  done
  dd if=/dev/zero of="$1/filler2" bs=4k > /dev/null 2>&1
}
unfill() { rm -f "$1/filler" "$1/filler2"; }

# --- SMB -------------------------------------------------------------------------------------------------------------------

# samba FOLDER [LINE…]: a server whose share `nas` is FOLDER, with further lines for it; `inner` is FOLDER/inner.
samba() {
  mod cifs nls_utf8
  mkdir -p /run/samba/{private,lock,state,cache,pid,rpc,log}
  { cat <<C
[global]
workgroup = WG
server role = standalone server
interfaces = lo
bind interfaces only = yes
smb ports = 4450
private dir = /run/samba/private
lock directory = /run/samba/lock
state directory = /run/samba/state
cache directory = /run/samba/cache
pid directory = /run/samba/pid
ncalrpc dir = /run/samba/rpc
log file = /run/samba/log/%m
map to guest = Bad User
guest account = root
disable spoolss = yes
load printers = no
unix extensions = no
[inner]
path = $1/inner
read only = no
guest ok = yes
force user = root
[nas]
path = $1
read only = no
guest ok = yes
force user = root
C
  shift; printf '%s\n' "$@"; } > /run/samba/smb.conf
  samba_start
}
samba_start() {
  setsid smbd -F --no-process-group -s /run/samba/smb.conf < /dev/null > /run/samba/out 2>&1 &
  await 30 samba_answers
}
samba_answers() { smbclient -N -p 4450 -L //127.0.0.1 > /dev/null 2>&1; }
samba_signal() { pkill "-$1" -x smbd; }

# share FOLDER [OPTIONS [SHARE]]: mounts the share there.
share() {
  mkdir -p "$1"
  mount.cifs "//127.0.0.1/${3:-nas}" "$1" -o "guest,port=4450,vers=3.1.1,iocharset=utf8${2:+,$2}"
}

# --- NFS -------------------------------------------------------------------------------------------------------------------

# nfs FOLDER: a server of that folder.
nfs() {
  mod nfsd nfs nfsv3 nfsv4
  mkdir -p /var/lib/nfs/{v4recovery,rpc_pipefs,sm}
  touch /var/lib/nfs/{etab,rmtab,xtab}
  mount -t nfsd nfsd /proc/fs/nfsd
  mkdir -p /run/rpcbind
  rpcbind -w
  exportfs -o rw,no_root_squash,insecure,fsid=0,no_subtree_check "127.0.0.1:$1"
  rpc.nfsd -H 127.0.0.1 -L 10 -G 10 4
  rpc.mountd
  NFS_FOLDER=$1
  await 20 showmount -e 127.0.0.1 > /dev/null 2>&1
}
nfs_stop() { rpc.nfsd 0; }
nfs_go() { rpc.nfsd -H 127.0.0.1 4; }
nfs4() { mkdir -p "$1"; mount -t nfs4 -o "vers=4.2${2:+,$2}" 127.0.0.1:/ "$1"; }
nfs3() { mkdir -p "$1"; mount -t nfs -o "vers=3,nolock,tcp${2:+,$2}" "127.0.0.1:$NFS_FOLDER" "$1"; }
