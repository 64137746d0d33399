import { text } from "./bank-wire.ts";
import { BANK_CODE, type Habits, type User } from "./habits.ts";

/** A TAN method as HITANS version 7 gives it. */
export interface Method {
	readonly id: number;
	readonly name: string;
	readonly needsMedium?: boolean;
	/** How often and when (seconds) the approval on another device may be asked for. */
	readonly decoupled?: { readonly most: number; readonly first: number; readonly between: number };
}

export const CHIP_TAN: Method = { id: 910, name: "chipTAN manuell" };
export const PHOTO_TAN: Method = { id: 913, name: "photoTAN" };
export const PUSH_TAN: Method = { id: 923, name: "pushTAN 2.0", decoupled: { most: 5, first: 3, between: 2 } };
export const SMS_TAN: Method = { id: 920, name: "smsTAN", needsMedium: true };

/** BPD: what the bank offers to everybody. */
export function bankParameters({
	users,
	orders = ["HKCAZ", "HKKAZ"],
	storageDays = 90,
	kazVersions = [5, 6, 7],
	forwardsTo,
}: Habits): string[] {
	const methods = [...new Map(users.flatMap(({ methods }) => methods).map((method) => [method.id, method])).values()];
	const pins = ["HKSPA:N", "HKTAB:N", ...orders.map((order) => `${order}:J`)].join(":");
	return [
		`HIBPA:%:3:3+78+280:${BANK_CODE}+Testbank eG+1+1+300+9999`,
		`HIKOM:%:4:3+280:${BANK_CODE}+1+3:${text(forwardsTo ?? "fints.testbank.example/fints")}::MIM:1`,
		"HISPAS:%:1:3+1+1+1+J:N:N:sepade.pain.001.001.02.xsd",
		"HITABS:%:4:3+1+1+1",
		...(orders.includes("HKKAZ") ? kazVersions.map((version) => kazParameters(version, storageDays)) : []),
		...(orders.includes("HKCAZ")
			? [`HICAZS:%:1:3+1+1+0+${storageDays}:N:N:${text("urn:iso:std:iso:20022:tech:xsd:camt.052.001.08")}`]
			: []),
		`HITANS:%:7:3+1+1+1+N:N:0:${methods.map(tanMethod).join(":")}`,
		`HIPINS:%:1:3+1+1+0+5:20:6:Benutzer ID::${pins}`,
		// Something that lib-fints knows and cannot read: a mandatory element is missing.
		"HIKIM:%:2:3",
	];
}

function kazParameters(version: number, storageDays: number): string {
	return `HIKAZS:%:${version}:3+1+1${version >= 6 ? "+0" : ""}+${storageDays}:N:N`;
}

function tanMethod({ id, name, decoupled, needsMedium }: Method): string {
	const waits = decoupled ? [decoupled.most, decoupled.first, decoupled.between, "N", "J"] : ["", "", "", "", ""];
	const zka = decoupled ? ["Decoupled", ""] : ["", ""];
	const medium = needsMedium ? "2" : "0";
	return [
		id,
		2,
		`ID${id}`,
		...zka,
		name,
		6,
		1,
		"TAN",
		999,
		"N",
		2,
		"N",
		0,
		0,
		"N",
		"N",
		"00",
		medium,
		"N",
		1,
		...waits,
	].join(":");
}

/** UPD: the user and his accounts. */
export function userParameters({ ibanOnly, leavesOpen }: Habits, { id, accounts }: User): string[] {
	return [
		`HIUPA:%:4:3+${text(id)}+3+${leavesOpen ? 1 : 0}`,
		...accounts.map(({ iban, number, subNumber = "", owner, orders }) => {
			const named = ibanOnly ? "" : `${number}:${subNumber}:280:${BANK_CODE}`;
			const allowed = leavesOpen ? "" : orders.map((order) => `+${order}:1`).join("");
			const type = orders.includes("HKWPD") ? 30 : 1;
			return `HIUPD:%:6:3+${named}+${iban}+${text(id)}+${type}+EUR+${text(owner)}++Geschäftskonto+${allowed}`;
		}),
	];
}
