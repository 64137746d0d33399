import { type Context, type StatusMapping, titled } from "@kontor/connector";
import * as z from "zod";
import { FieldNames } from "./fields.ts";
import { RuleEditor } from "./requests/rule-editor.ts";
import { Finding, TryAnswer, TryInput } from "./requests/schemas.ts";
import { RuleSet } from "./rules/index.ts";

export const VORGANG = "vorgang";
export const PAYMENT = "payment";

/** Money is missing, and nobody took the Vorgang back. Which payment status it has follows from what is written of money. */
const WAITING: StatusMapping = {
	open: { [VORGANG]: ["open", "done"], [PAYMENT]: ["open", "partiallyPaid"] },
	written: {},
};

/**
 * A Vorgang has two machines: `vorgang` (open, done, reversed), and `payment` (open, partiallyPaid, paid), which follows
 * from its amounts and is not written by itself.
 */
export const manifest = {
	id: "bueroplus",
	title: { de: "büro⁺ / ERP-complete", en: "büro⁺ / ERP-complete" },
	contract: 1,
	config: z.object({
		url: z.url().meta(
			titled({
				de: "Adresse des GraphQL-Servers oder Austauschordners",
				en: "Address of the GraphQL server or exchange folder",
			}),
		),
		source: z
			.enum(["graphql", "folder"])
			.optional()
			.meta(
				titled({
					de: "Quelle: GraphQL-Server oder Austauschordner (WebDAV)",
					en: "Source: GraphQL server or exchange folder (WebDAV)",
				}),
			),
		timeZone: z
			.string()
			.min(1)
			.optional()
			.meta(titled({ de: "Zeitzone des büro⁺-Servers", en: "Time zone of the büro⁺ server" })),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.optional()
			.meta(titled({ de: "Währung, wo ein Vorgang keine nennt", en: "Currency where a Vorgang names none" })),
		invoiceKinds: z
			.array(z.string().min(1))
			.min(1)
			.optional()
			.meta(titled({ de: "Vorgangsarten, die Rechnungen sind", en: "Kinds of Vorgang that are invoices" })),
		platforms: z
			.array(
				z.object({
					source: z.string().min(1).max(100),
					plugin: z.string().min(1).max(60),
					shop: z.string().max(200).optional(),
				}),
			)
			.max(50)
			.optional()
			.meta(
				titled({
					de: "Plattformen: Name in büro⁺, Art des Shops, Name der Verbindung",
					en: "Platforms: name in büro⁺, kind of shop, name of the connection",
				}),
			),
		carriers: z
			.record(z.string(), z.string().max(100))
			.optional()
			.meta(titled({ de: "Versanddienst je Versandart", en: "Carrier by Versandart" })),
		ruleSets: z
			.array(RuleSet)
			.max(20)
			.optional()
			.meta(titled({ de: "Regeln für den Vorgangsstatus", en: "Rules for the Vorgangsstatus" })),
		fields: FieldNames.optional().meta(
			titled({ de: "Abweichende Tabellen und Felder", en: "Other tables and fields" }),
		),
	}),
	secrets: z.object({
		user: z
			.string()
			.min(1)
			.meta(titled({ de: "Benutzer", en: "User" })),
		password: z
			.string()
			.min(1)
			.meta(titled({ de: "Passwort", en: "Password" })),
	}),
	capabilities: {
		commands: ["mark-paid", "mark-partially-paid", "revoke-payment", "annotate"],
		webhooks: false,
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		statusRequests: true,
		requests: {
			/** The mail layouts of büro⁺, area Vorgänge (PRODUCT J4). */
			layouts: { input: z.object({}), output: z.object({ layouts: z.array(z.string()) }) },
			/** Conditions and statuses, for the form in which rules are edited. */
			"rule-editor": { input: z.object({}), output: RuleEditor },
			/** What rules would do with real Vorgänge, and why; nothing is written (PRODUCT J7). */
			"try-rules": { input: TryInput, output: TryAnswer },
			/** What is wrong with rules, before they are saved. */
			"check-rules": {
				input: z.object({ ruleSets: z.array(RuleSet).max(20) }),
				output: z.object({ findings: z.array(Finding) }),
			},
		},
	},
	notOffered: {
		connect: "a program in the merchant's office has no consent page",
		embedded: "a desktop program shows no pages",
		findsOrders: "an ERP is not told the statuses of its own Vorgänge",
		payouts: "payments reach the merchant directly",
	},
	/** The ERP's server stands in the merchant's office and serves his people, too. */
	limits: { requestsPerSecond: 5, concurrency: 2 },
	defaults: {
		paymentMethods: {
			Vorkasse: "prepayment",
			Rechnung: "invoice",
			Überweisung: "invoice",
			Nachnahme: "cashOnDelivery",
		},
		statuses: { prepayment: WAITING, invoice: WAITING, cashOnDelivery: WAITING, monitored: WAITING },
	},
} as const;

export type Erp = Context<typeof manifest>;
