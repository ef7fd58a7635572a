"""Reads one host a line and says for each what Python makes of it: no, open (global) or shut."""
import ipaddress
import socket
import sys

EXTRA = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "168.63.129.16/32 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
    ).split()
]
GLOBAL_6 = ipaddress.ip_network("2000::/3")


def read(host):
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        # What getaddrinfo takes for an address: short, octal and hexadecimal forms too.
        return ipaddress.ip_address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def judge(host):
    address = read(host)
    if address is None:
        return "no"
    if address.version == 6 and address not in GLOBAL_6:
        return "shut"
    closed = (
        not address.is_global
        or address.is_multicast
        or address.is_unspecified
        or any(address.version == net.version and address in net for net in EXTRA)
    )
    return "shut" if closed else "open"


for line in sys.stdin:
    print(judge(line.rstrip("\n")))
