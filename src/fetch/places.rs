//! Which addresses of the network are everybody's. In: an address. Out: yes, unless it is this machine's, its network's, or
//! means one of those in another dress. Plain functions (IANA's registries of special-purpose addresses).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether it is an address of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127, ..) => true,
        (100, 64..128, _) => true, // shared by the customers of a provider (RFC 6598)
        (169, 254, _) => true,
        (172, 16..32, _) => true,
        (192, 0, 0 | 2) | (192, 88, 99) | (192, 168, _) => true,
        (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => true,
        (224.., ..) => true, // to many, and reserved
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // The old address in the new form: mapped, compatible, and by translators (RFC 6052).
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => embedded(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        // 6to4
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, for benchmarks, for documentation.
        [0x2001, 0 | 2 | 0xdb8, ..] => false,
        // What is public at all begins here (RFC 4291).
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: bool) {
        assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
    }

    #[test]
    fn what_is_everybodys() {
        for address in ["8.8.8.8", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "223.255.0.1"]
        {
            check(address, true);
        }
        for address in ["2a00:1450:4010::8a", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            check(address, true);
        }
    }

    #[test]
    fn what_is_not() {
        let old = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 \
            192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255";
        let new = ":: ::1 fe80::1 fec0::1 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 \
            64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1::1 2002:a00:1:: 2001:0:1::1 2001:db8::1 100::1";
        old.split_whitespace().chain(new.split_whitespace()).for_each(|address| check(address, false));
    }
}
