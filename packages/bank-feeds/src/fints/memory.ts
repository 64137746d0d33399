import { createHash, randomBytes } from "node:crypto";
import type { BankingInformation } from "lib-fints";
import * as z from "zod";

/** What is kept between calls: what the bank said of itself and of the user, and what he chose. */
const Memory = z.object({
	version: z.literal(1),
	/** Whose it is. Another bank, address or user begins anew. */
	owner: z.string(),
	/** lib-fints' own: the system id (a new one is a new device for the bank), parameters of bank and user. */
	bankingInformation: z.custom<BankingInformation>(
		(value) => z.looseObject({ systemId: z.string(), bankMessages: z.array(z.unknown()) }).safeParse(value).success,
	),
	tanMethod: z.number().int().optional(),
	tanMedium: z.string().optional(),
	/** Set up to the end: accounts were listed. */
	ready: z.boolean(),
	/** Credentials that the bank refused, as a salted hash: they are never sent again without the merchant. */
	refused: z.object({ salt: z.string(), hash: z.string() }).optional(),
});
export type Memory = z.infer<typeof Memory>;

/** The memory of this owner; undefined if there is none, or another's. */
export function recall(memory: unknown, owner: string): Memory | undefined {
	const known = Memory.safeParse(memory);
	return known.success && known.data.owner === owner ? known.data : undefined;
}

export function emptyMemory(owner: string): Memory {
	return { version: 1, owner, bankingInformation: { systemId: "0", bankMessages: [] }, ready: false };
}

export function asRefused(pin: string): Memory["refused"] {
	const salt = randomBytes(16).toString("base64");
	return { salt, hash: hash(salt, pin) };
}

export function wasRefused({ refused }: Memory, pin: string): boolean {
	return refused !== undefined && refused.hash === hash(refused.salt, pin);
}

function hash(salt: string, pin: string): string {
	return createHash("sha256").update(salt).update(pin).digest("base64");
}
