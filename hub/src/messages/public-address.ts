import { lookup } from "node:dns/promises";
import { isPrivateAddress } from "@kontor/host/private-address";
import { CarrierFault } from "./channel.ts";

/**
 * Where to connect to a mail server that a merchant has named: looked up once and connected to by number, since a name may resolve to
 * something else a moment later. @throws CarrierFault
 */
export async function addressOf(host: string, allowPrivateAddresses: boolean): Promise<string> {
	if (allowPrivateAddresses) return host;
	const addresses = await lookup(host, { all: true }).catch(() => []);
	const [first] = addresses;
	if (first === undefined) throw new CarrierFault(unknownName(host));
	if (addresses.some(({ address }) => isPrivateAddress(address))) throw new CarrierFault(isPrivate(host));
	return first.address;
}

function unknownName(host: string) {
	return {
		de: `Ein Mailserver namens ${host} ist nicht zu finden.`,
		en: `There is no mail server by the name of ${host}.`,
	};
}

function isPrivate(host: string) {
	return {
		de: `Der Mailserver ${host} ist nicht aus dem Internet erreichbar.`,
		en: `The mail server ${host} cannot be reached from the internet.`,
	};
}
