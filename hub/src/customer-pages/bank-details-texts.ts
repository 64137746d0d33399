import { type ShownOrder, sayPage } from "./opened-order.ts";
import { escaped, type Page } from "./page.ts";

/** What was wrong with what the customer wrote. */
export type DetailsFault = "no-payee" | "wrong-iban";

/** As it was written, to be shown once more. */
export interface WrittenDetails {
	readonly payee: string;
	readonly iban: string;
}

/** Registered names are no longer (SEPA). */
export const MOST_PAYEE = 70;
/** An IBAN has at most 34 signs; some are written with blanks. */
export const MOST_IBAN = 50;

const TEXTS = {
	de: {
		title: "Ihre Bankverbindung",
		lead: "Wir möchten Ihnen Geld zurückzahlen. Bitte sagen Sie uns, auf welches Konto. Ihre Angaben werden nur dafür verwendet.",
		order: "Bestellung",
		amount: "Rückzahlung",
		payee: "Kontoinhaber",
		payeeHint: "Genau wie bei der Bank, höchstens 70 Zeichen.",
		iban: "IBAN",
		send: "Bankverbindung senden",
		doneTitle: "Danke, das ist angekommen",
		done: "Sie müssen nichts weiter tun. Wir prüfen die Angaben und überweisen dann.",
		overTitle: "Hier ist nichts mehr einzugeben",
		over: "Für diese Rückzahlung liegt uns schon eine Bankverbindung vor, oder sie hat sich erledigt. Bei Fragen antworten Sie bitte auf unsere E-Mail.",
		faults: {
			"no-payee": "Bitte geben Sie an, auf wessen Namen das Konto lautet.",
			"wrong-iban": "Diese IBAN kann nicht stimmen. Bitte vergleichen Sie sie noch einmal.",
		},
	},
	en: {
		title: "Your bank details",
		lead: "We would like to pay money back to you. Please tell us to which account. Your details are used for nothing else.",
		order: "Order",
		amount: "Repayment",
		payee: "Account holder",
		payeeHint: "Exactly as your bank has it, at most 70 characters.",
		iban: "IBAN",
		send: "Send bank details",
		doneTitle: "Thank you, we have received this",
		done: "There is nothing else you need to do. We will check the details and then transfer the money.",
		overTitle: "There is nothing to enter any more",
		over: "We have bank details for this repayment already, or it has been settled otherwise. If you have questions, please reply to our e-mail.",
		faults: {
			"no-payee": "Please say in whose name the account is.",
			"wrong-iban": "This IBAN cannot be right. Please compare it once more.",
		},
	},
} as const;

/** The form. @param fault why what was sent was not taken */
export function detailsPage(
	{ language, shop, number }: ShownOrder,
	amount: string,
	fault: DetailsFault | null = null,
	{ payee, iban }: WrittenDetails = { payee: "", iban: "" },
): Page {
	const text = TEXTS[language];
	const wrong = fault === null ? "" : `<p class="wrong" role="alert" id="wrong">${escaped(text.faults[fault])}</p>`;
	const about = (field: DetailsFault) => (fault === field ? ' aria-invalid="true" aria-describedby="wrong"' : "");
	const content = `
	<h1>${text.title}</h1>
	${wrong}<p>${text.lead}</p>
	<dl><dt>${text.order}</dt><dd>${escaped(number)}, ${escaped(shop)}</dd><dt>${text.amount}</dt><dd>${escaped(amount)}</dd></dl>
	<form method="post">
		<label for="payee">${text.payee} <span class="hint">${text.payeeHint}</span></label>
		<input id="payee" name="payee" required maxlength="${MOST_PAYEE}" autocomplete="name" value="${escaped(payee)}"${about("no-payee")}>
		<label for="iban">${text.iban}</label>
		<input id="iban" name="iban" required maxlength="${MOST_IBAN}" autocomplete="off" spellcheck="false" value="${escaped(iban)}"${about("wrong-iban")}>
		<button>${text.send}</button>
	</form>`;
	return { status: fault === null ? 200 : 422, language, title: `${text.title} – ${shop}`, content };
}

/** What was given is not shown to whoever opens the link later. */
export function takenPage(order: ShownOrder): Page {
	const { doneTitle, done } = TEXTS[order.language];
	return sayPage(order, doneTitle, done);
}

export function overPage(order: ShownOrder): Page {
	const { overTitle, over } = TEXTS[order.language];
	return sayPage(order, overTitle, over);
}
