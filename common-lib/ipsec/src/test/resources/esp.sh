#!/bin/bash
# A kernel's init (user-mode Linux, root file system of the host): a border and a phone in two network namespaces,
# what the helper says to the kernel given to both, and messages between their protected ports. In and out: $ESP_DIR.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p /run/modules/lib
ln -s /usr/lib/uml/modules /run/modules/lib/modules
printf '#!/bin/sh\nexec /usr/sbin/modprobe -d /run/modules "$@"\n' >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe # for those that the kernel asks for itself
for module in esp4 xfrm_user veth des_generic md5 sha1_generic cbc aes_generic echainiv seqiv gcm ctr hmac crypto_null af_packet; do
  /run/modprobe -q "$module"
done
off() {
  echo o >/proc/sysrq-trigger
  sleep 10
}
cd "$ESP_DIR" || off
exec >log 2>&1
ip netns add border
ip netns add phone
ip link add name wire0 netns border type veth peer name wire1 netns phone
ip -n border link set dev lo up
ip -n border address add 10.33.0.1/24 dev wire0
ip -n border link set dev wire0 up
ip -n phone address add 10.33.0.2/24 dev wire1
ip -n phone link set dev wire1 up
ip netns exec border ip -batch border.batch && ip netns exec phone ip -batch phone.batch && echo installed || off
ip netns exec border dumpcap -q -i wire0 -w wire.pcap &
for ((i = 0; i < 500; i++)); do [ -s wire.pcap ] && break; sleep 0.02; done
ip netns exec border perl border.pl >heard &
for ((i = 0; i < 500; i++)); do grep -q ready heard && break; sleep 0.02; done
ip netns exec phone perl phone.pl protected >answers
ip netns exec phone ip xfrm policy flush
ip netns exec phone ip xfrm state flush
ip netns exec phone perl phone.pl bare >bare
kill -TERM $(jobs -p)
wait
off
