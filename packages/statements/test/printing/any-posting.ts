import fc from "fast-check";
import { fitsPurpose } from "./mt940-narrative.ts";
import { type PrintedPosting, printedEntry } from "./printed.ts";
import { CAPITALS, day, digits, drawn, iban, id, minor, option, shifted, text } from "./values.ts";

/** What may be generated: not every format and encoding can say everything. */
export interface Possible {
	/** Letters of texts; a blank is always possible. */
	readonly letters: string;
	/** Several lines of text, further references and texts, batches, no value day, every status. */
	readonly asCamt: boolean;
	/** Amounts beside the booking only in its own currency. */
	readonly sideInOwnCurrency: boolean;
	readonly status: PrintedPosting["status"];
}

const counterparty = (possible: Possible) =>
	fc
		.record({
			name: option(text(possible.letters.replaceAll("?", ""), 54)),
			ultimateName: option(text(possible.letters.replaceAll("?", ""), 22)),
			account: fc.oneof(
				fc.record({ iban, bic: option(fc.constantFrom("COBADEFFXXX", "INGDDEFF", "GENODEF1S10")) }),
				fc.record({ account: digits(9).map((number) => `1${number}`), bankCode: option(digits(8)) }),
				fc.constant({}),
			),
		})
		.map(({ account, ...names }) => ({ ...names, ...account }));

/** Kinds of booking by their codes; a return needs the code of one in MT940. */
const CODES = [
	{ gvc: "166", swift: "NTRF", domain: "PMNT-RCDT-ESCT" },
	{ gvc: "177", swift: "N177", domain: "PMNT-ICDT-ESCT" },
	{ gvc: "171", swift: "NDDT", domain: "PMNT-IDDT-ESDD" },
	{ gvc: "805", swift: "FCHG", domain: undefined },
];
const RETURNS = [
	{ gvc: "109", swift: "NRTI", domain: "PMNT-IDDT-UPDD" },
	{ gvc: "159", swift: "NRTI", domain: "PMNT-ICDT-RRTN" },
];

export function anyPosting(possible: Possible, currency: string): fc.Arbitrary<PrintedPosting> {
	const { letters, asCamt, sideInOwnCurrency, status } = possible;
	const side = fc.record({
		minor,
		currency: sideInOwnCurrency ? fc.constant(currency) : fc.constantFrom(currency, "USD"),
	});
	const camtOnly = <T>(of: fc.Arbitrary<T>) => (asCamt ? option(of) : fc.constant(undefined));
	return fc
		.record({
			minor: fc.tuple(minor, fc.boolean()).map(([size, isOut]) => (isOut ? -size : size)),
			bookingDay: day,
			shift: asCamt ? option(fc.integer({ min: -20, max: 20 })) : fc.integer({ min: -170, max: 170 }),
			status: asCamt ? fc.constantFrom("booked" as const, "pending" as const, "info" as const) : fc.constant(status),
			reversal: fc.boolean(),
			counterparty: counterparty(possible),
			lines: fc.array(text(letters, asCamt ? 140 : 110), { maxLength: asCamt ? 3 : 1 }),
			reference: option(fc.tuple(digits(2), drawn(CAPITALS, 1, 21)).map(([check, rest]) => `RF${check}${rest}`)),
			further: asCamt ? fc.array(digits(27), { maxLength: 2 }) : fc.constant([]),
			additionalRemittance: camtOnly(text(letters, 140)),
			bookingText: option(text(letters.replaceAll("?", ""), 27)),
			endToEndId: option(id(35)),
			mandate: option(fc.record({ mandateId: id(35), creditorId: option(fc.constant("DE98ZZZ09999999999")) })),
			customerReference: option(id(35)),
			transactionCode: fc.constantFrom(...CODES),
			returned: option(
				fc.record({ code: fc.constantFrom(...RETURNS), reason: fc.constantFrom("AC04", "MD06", "914") }),
			),
			charge: option(side),
			original: option(side),
			exchangeRate: camtOnly(fc.constantFrom("1.0823", "0.92")),
			bankReference: option(id(16)),
			transactionId: camtOnly(id(35)),
			uniqueId: camtOnly(digits(16)),
		})
		.map((made) => {
			const amount = { minor: made.minor, currency };
			const isOriginal =
				made.original && (made.original.currency !== currency || made.original.minor !== Math.abs(made.minor));
			const sign = made.minor < 0 ? -1 : 1;
			// The structured reference is the whole text, or stands beside it.
			const references = made.reference === undefined ? [] : [made.reference, ...made.further];
			const lines = asCamt && made.lines.length > 0 ? made.lines : references.length > 0 ? references : made.lines;
			const remittance = lines.join("\n");
			const isReference = !asCamt && references.length > 0;
			const returned = isReference ? undefined : made.returned;
			return printedEntry({
				amount,
				bookingDay: made.bookingDay,
				valueDay: made.shift === undefined ? undefined : shifted(made.bookingDay, made.shift),
				status: made.status,
				reversal: made.reversal,
				counterparty: made.counterparty,
				remittance,
				additionalRemittance:
					remittance === made.additionalRemittance || remittance === "" ? undefined : made.additionalRemittance,
				bookingText: made.bookingText,
				endToEndId: made.endToEndId,
				mandateId: made.mandate?.mandateId,
				creditorId: made.mandate?.creditorId,
				customerReference: made.customerReference,
				references,
				transactionCode: isReference
					? { gvc: "167", swift: "NTRF", domain: "PMNT-RCDT-ESCT" }
					: (returned?.code ?? made.transactionCode),
				returnReason: returned?.reason,
				charges: made.charge ? [made.charge] : [],
				originalAmount:
					isOriginal && made.original ? { ...made.original, minor: sign * made.original.minor } : undefined,
				exchangeRate: isOriginal ? made.exchangeRate : undefined,
				bankReference: made.bankReference,
				transactionId: made.transactionId,
				uniqueId: made.uniqueId,
			});
		})
		.filter((posting) => asCamt || fitsPurpose(posting));
}
