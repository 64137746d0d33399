import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The rules that the code keeps, in a few words each. A citation of any other number is a slip of the pen. */
const RULES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
	"A. Connecting a shop": {
		2: "credentials are checked at once, and what is wrong is said in plain words",
		3: "the shop's own payment methods and statuses are offered for the mapping",
		4: "payment methods are mapped to payment codes, with defaults",
		5: "which statuses are open, and which are written",
		6: "the mapping, in the merchant area or in the shop's admin",
		7: "what the shop held at its first connection is left alone",
		8: "disconnected, renamed, connected again; test systems",
		9: "a new shop in place of an old one",
		10: "an old and a new shop side by side: the same number twice",
		11: "settings of the merchant, and of a shop field by field",
		12: "a cloned or staging shop is paused and reported",
		13: "one receivable in two systems: one of them leads",
	},
	"B. Reading orders": {
		1: "at once, as the shop reports them",
		2: "new orders about every 30 minutes, for what no event reported",
		3: "new orders about every 3 minutes, where there are no events",
		4: "the full comparison, once or twice a day and on request",
		5: "invoices may come later than their order",
		6: "changed data are stored; a changed address or amount informs the customer again",
		7: "no longer open or gone in the shop: not tracked any more",
		8: "an order edited by hand does not follow the shop any more",
		9: "however often and in whatever order it is delivered, one order in its newest version",
	},
	"C. Reading the bank": {
		1: "own accounts, and integrated ones that a provider delivers to",
		2: "accounts that are for some shops or billing countries only",
		3: "a posting is stored once",
		4: "postings from before the account's connection wait for the merchant",
		5: "nothing of a faulty statement is imported",
	},
	"D. Assigning": {
		1: "without a person only where it is safe",
		2: "numbers, names and amounts as evidence",
		3: "parts, returns, collective payouts, and what is no payment",
		4: "what is not certain waits in review, with reasons",
		5: "every assignment can be undone, in the shop, too",
		6: "a payment for a cancelled order",
		7: "an order that arrives after its payment",
	},
	"E. Writing back": {
		1: "tried again for seven days, then the merchant is told",
		2: "never twice, never lost, in order",
		3: "cancellation, overdue, collection, payment taken back",
		4: "what the merchant changed in the shop is respected",
		5: "one switch holds everything",
	},
	"F. Payment information and reminders": {
		1: "payment information by Kontor or the shop, at once or with the invoice",
		2: "the payment information sent again",
		3: "reminders, each with its interval",
		4: "cancelled or overdue when the money does not come",
		5: "a date until which to pay, which moves no reminder",
		6: "by letter as well",
		7: "debt collection",
		8: "nothing is demanded while bank or shop is not up to date",
		9: "what payment information says",
		10: "what a customer can opt out of",
		11: "the customer's answer that he has already paid",
		12: "payment terms and cash discount",
		13: "cash on delivery",
		14: "banking days, the minimum amount, who is never reminded",
	},
	"G. The order's detail view": {
		1: "what of an order can be edited by hand",
		2: "what the schedule counts from",
		3: "payment terms",
		4: "the invoice and its PDF",
		5: "the payment's history, and the customer's proof",
		6: "the customer's language, and Swiss wording",
		7: "what is due next, when, and why not sooner",
		8: "the reminders that were sent",
		9: "the messages sent, kept 36 months",
		10: "the letters that were sent",
		11: "where debt collection stands",
		12: "what can be done with an order by hand",
		13: "personal data are removed",
		14: "additional payers and numbers",
	},
	"I. What always holds": {
		1: "assignments never exceed their posting; the order's state follows from its settlement",
		2: "every change of state has a cause and stands in the history",
		3: "a state, its command and its notices are one transaction",
		4: "the same input twice changes nothing the second time",
		5: "a command has at most one effect in the shop",
		6: "no merchant touches another's data",
		7: "secrets are encrypted and appear nowhere",
		8: "money in minor units, time in UTC, days by the merchant's time zone",
		9: "what a person decided is never overridden by the machine",
		10: "nothing is demanded while the payment may be on its way",
	},
	"J. Rules for the status of an ERP's orders": {
		1: "what the customer sees online follows by rules",
		2: "per source status its targets, by rules of which one has to hold",
		3: "what a rule can ask about",
		4: "the customer is told by e-mail",
		5: "the parcel's number goes to the platform",
		6: "only with a shipment that is done",
		7: "rules can be tried before they are switched on",
	},
	"K. Repayment": {
		1: "arranged, approved, carried out",
		2: "asked for bank details, after a wait, up to a cap",
	},
	"L. Further": {
		1: "debt collection partners",
		2: "letters to a letter service or a print folder",
		3: "watched payment methods",
		4: "told once per cause",
		5: "the books: CSV and DATEV",
		6: "roles, quotas, support access",
		7: "partners, a sandbox, a new contract major",
	},
	"M. Beyond the usual": {
		1: "one posting for several orders",
		2: "every assignment says why",
		3: "pending and booked are one posting, true twins are two",
		4: "cash discount is judged by the posting's date",
		5: "a small difference and bank charges count as paid",
		6: "postings that are ignored; accounts that are no customer's",
		7: "surplus",
		8: "one message for a customer; a notice before the due date",
		9: "fees and interest are apart from the principal",
		10: "a bank's consent: told ahead, renewed in place, no second account",
		11: "a list that shrank suspiciously removes nothing",
		12: "the payee is named as registered with the bank",
		13: "how right the machine was, on the merchant's own history",
		14: "what the machine will do next can be seen",
	},
};

const SOURCES = "{hub,packages,plugins,scripts}/**/*.{ts,tsx,prisma,sql}";
/** A comment to its end; what a test's name or another text says in parentheses. */
const CITING = /(?:^|\s)(?:\/\/+|\/\*\*?|\*|--)\s.*|\([^()"]*\)[^"]*"/g;
/** No section has twenty rules: C53 is an order of EBICS. */
const NUMBER = /(?<![\w-])[A-M](?:[1-9]|1\d)(?![\w-])/g;

/**
 * Where each rule is kept, as Markdown, from the comments and test names that cite its number.
 * @throws Error for a cited number that is no rule.
 */
export function rulesPage(top: string): string {
	const cited = citations(top);
	const page = [
		"# Where each rule is",
		"<!-- Generated by `pnpm generate` from the comments and test names that cite a rule: `// B4`. -->",
	];
	for (const [section, rules] of Object.entries(RULES)) {
		page.push(`## ${section}`, "| rule | | kept in | shown by |\n|---|---|---|---|");
		for (const [number, words] of Object.entries(rules)) {
			const rule = `${section.slice(0, 1)}${number}`;
			const files = cited.get(rule);
			cited.delete(rule);
			if (files !== undefined) page[page.length - 1] += `\n| ${rule} | ${words} | ${columns([...files])} |`;
		}
	}
	const [slip] = cited;
	if (slip !== undefined) throw new Error(`${[...slip[1]].join(", ")}: ${slip[0]} is no rule of scripts/rules.ts`);
	return `${page.join("\n\n")}\n`;
}

function citations(top: string): Map<string, Set<string>> {
	const cited = new Map<string, Set<string>>();
	const exclude = (path: string) => /(^|\/)(node_modules|generated|dist)$/.test(path);
	for (const file of globSync(SOURCES, { cwd: top, exclude }).sort()) {
		const citing = readFileSync(join(top, file), "utf8").match(new RegExp(CITING, "gm")) ?? [];
		for (const rule of citing.join("\n").match(NUMBER) ?? []) {
			cited.set(rule, (cited.get(rule) ?? new Set()).add(file));
		}
	}
	return cited;
}

function columns(files: readonly string[]): string {
	const isTest = (file: string) => /\/(test|bench)\//.test(file);
	const links = (some: readonly string[]) => some.map((file) => `[${file}](../${file})`).join("<br>");
	return `${links(files.filter((file) => !isTest(file)))} | ${links(files.filter(isTest))}`;
}
