import { BlockList, isIP } from "node:net";

/** Addresses that lead into the operator's own network, or nowhere (IANA special-purpose registries). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["224.0.0.0", 4],
	["240.0.0.0", 4],
] as const) {
	PRIVATE.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
	["::", 128],
	["::1", 128],
	["64:ff9b::", 96],
	["2001::", 32],
	["2002::", 16],
	["fc00::", 7],
	["fe80::", 10],
	["ff00::", 8],
] as const) {
	PRIVATE.addSubnet(net, prefix, "ipv6");
}

/** Whether an IP address must not be called on a merchant's word; a name is none. IPv4 in IPv6 counts as IPv4. */
export function isPrivateAddress(host: string): boolean {
	const address = host.replace(/^\[|\]$/g, "");
	const version = isIP(address);
	return version !== 0 && PRIVATE.check(address, version === 4 ? "ipv4" : "ipv6");
}
