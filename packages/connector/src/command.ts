import * as z from "zod";
import { StatusEntry } from "./mapping.ts";
import { Money } from "./money.ts";
import { OrderRef, Statuses } from "./order.ts";
import { Day, Instant } from "./time.ts";

export const CommandId = z.uuid().brand("CommandId");
export type CommandId = z.infer<typeof CommandId>;

const base = {
	/** Created once per intent, never per attempt: the idempotency key, and what notes in the shop carry (I5). */
	id: CommandId,
	orderRef: OrderRef,
	issuedAt: Instant,
	/** The statuses as last seen. Where the shop now shows others, the merchant changed them: decline (PRODUCT E4). */
	expect: Statuses,
	/** The mapped status to write (PRODUCT A5); null where the mapping has none. */
	status: StatusEntry.nullable(),
};

/**
 * Of what Kontor settled on the order, and counted in the amounts beside it, what no money came for, because the customer
 * took his cash discount (PRODUCT F12): a shop that keeps books records only what came in. Left out: none.
 */
const cashDiscount = Money.optional();

/** The closed list of what may be asked of a shop. A new kind is a change of the contract. */
export const Command = z
	.discriminatedUnion("kind", [
		z.object({
			...base,
			kind: z.literal("mark-paid"),
			/** What Kontor settled in total, in the order's currency. */
			amount: Money,
			cashDiscount,
			paidOn: Day,
			/** The bank's reference of the (last) posting: goes where the shop keeps a transaction id. */
			bankReference: z.string().max(190),
		}),
		z.object({
			...base,
			kind: z.literal("mark-partially-paid"),
			received: Money,
			outstanding: Money,
			cashDiscount,
			/** The posting behind it, where there is one: for a shop that records each part by itself. */
			paidOn: Day.optional(),
			bankReference: z.string().max(190).optional(),
		}),
		z.object({
			...base,
			kind: z.literal("revoke-payment"),
			outstanding: Money,
			cashDiscount,
			reason: z.string().max(500),
		}),
		z.object({ ...base, kind: z.literal("cancel"), reason: z.string().max(500) }),
		/** Overdue, debt collection, or a Vorgangsstatus: only the mapped status, nothing else. */
		z.object({
			...base,
			kind: z.literal("set-status"),
			purpose: z.enum(["overdue", "debtCollection", "requested"]),
			status: StatusEntry,
		}),
		z.object({ ...base, kind: z.literal("annotate"), text: z.string().min(1).max(500) }),
		z.object({
			...base,
			kind: z.literal("push-shipment"),
			carrier: z.string().max(100),
			trackingNumber: z.string().min(1).max(100),
			shippedAt: Instant,
		}),
		z.object({
			...base,
			kind: z.literal("record-repayment"),
			amount: Money,
			repaidOn: Day,
			bankReference: z.string().max(190),
		}),
	])
	.meta({ id: "Command" });
export type Command = z.infer<typeof Command>;
export type CommandKind = Command["kind"];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;

export const COMMAND_KINDS = [
	"mark-paid",
	"mark-partially-paid",
	"revoke-payment",
	"cancel",
	"set-status",
	"annotate",
	"push-shipment",
	"record-repayment",
] as const satisfies readonly CommandKind[];

/** What the shop says after the write, read back: shops answer 200 and change nothing. */
export const Observed = z.object({ revision: z.int().nonnegative(), statuses: Statuses, receivedInShop: Money });
export type Observed = z.infer<typeof Observed>;

export const DECLINE_CODES = [
	/** The order does not exist any more. */
	"order-gone",
	/** The shop cannot go from the present state to the wanted one. */
	"wrong-state",
	/** The shop's own figures do not fit the command's amount. */
	"amount-mismatch",
	/** The shop shows other statuses than `expect`: somebody decided otherwise there (PRODUCT E4). */
	"changed-meanwhile",
	/** The shop never allows it (eBay: marking paid under managed payments). */
	"not-allowed-here",
] as const;

/** A business answer is a value. Only faults are thrown (see faults.ts). */
export const Outcome = z
	.discriminatedUnion("status", [
		z.object({ status: z.literal("applied"), observed: Observed }),
		/** The effect of this very command, or the wanted state, was there before. */
		z.object({ status: z.literal("already-applied"), observed: Observed }),
		z.object({
			status: z.literal("declined"),
			code: z.enum(DECLINE_CODES),
			/** For us, in English: what was seen and what was expected. */
			detail: z.string(),
			observed: Observed.nullable(),
		}),
	])
	.meta({ id: "Outcome" });
export type Outcome = z.infer<typeof Outcome>;
export type DeclineCode = (typeof DECLINE_CODES)[number];
