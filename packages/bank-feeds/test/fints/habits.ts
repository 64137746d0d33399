import type { Method } from "./bank-parameters.ts";
import type { Request } from "./bank-wire.ts";
import type { KeptPosting } from "./prints.ts";

export const BANK_CODE = "10020030";
export const BIC = "TESTDEFFXXX";

/** An account that the double keeps. */
export interface KeptAccount {
	readonly iban: string;
	readonly number: string;
	readonly subNumber?: string;
	readonly owner: string;
	/** The orders that the user may give for it. */
	readonly orders: readonly string[];
	readonly postings: readonly KeptPosting[];
}

export interface User {
	readonly id: string;
	readonly pin: string;
	readonly accounts: readonly KeptAccount[];
	readonly methods: readonly Method[];
	readonly locked?: boolean;
}

/** How this bank behaves. */
export interface Habits {
	readonly users: readonly User[];
	readonly orders?: readonly ("HKCAZ" | "HKKAZ")[];
	/** Whether it wants an authentication for a sign-in or for an order; not at all if left out. */
	readonly wantsTan?: (what: { readonly order: string; readonly from: string | undefined }) => boolean;
	readonly picture?: { readonly mediaType: string; readonly bytes: Buffer };
	/** How often it is asked before an approval on the other device has come. */
	readonly approvedAfter?: number;
	readonly daysPerPage?: number;
	/** Cuts its MT940 into pages of that many bytes instead, wherever that falls. */
	readonly cutEvery?: number;
	readonly storageDays?: number;
	/** The versions of HKKAZ it takes. */
	readonly kazVersions?: readonly number[];
	readonly encoding?: "UTF-8" | "ISO-8859-1";
	readonly media?: readonly string[];
	readonly product?: string;
	/** Names its accounts by IBAN alone, as DKB does. */
	readonly ibanOnly?: boolean;
	/** Does not say what an account is good for. */
	readonly leavesOpen?: boolean;
	/** Calls pending postings booked, though it gives them among the pending ones. */
	readonly pendingAsBooked?: boolean;
	/** What it says instead of what it would have; undefined to go on as usual. */
	readonly instead?: (request: Request) => readonly string[] | undefined;
	/** Where it says that messages are to be sent to (HIKOM). */
	readonly forwardsTo?: string;
}
