import { type ShownOrder, sayPage } from "./opened-order.ts";
import { escaped, type Page } from "./page.ts";
import { MOST_BYTES, type ProofFault } from "./proof.ts";

export type AnswerFault = ProofFault | "too-large" | "too-often" | "unreadable";

const MEGABYTES = MOST_BYTES / (1024 * 1024);
export const MOST_NOTE = 1000;

const TEXTS = {
	de: {
		title: "Ich habe schon bezahlt",
		lead: "Haben Sie diese Bestellung schon bezahlt? Dann sagen Sie es uns hier: Wir sehen nach, und Sie bekommen vorerst keine weitere Erinnerung.",
		order: "Bestellung",
		open: "Bei uns noch offen",
		note: "Mitteilung (freiwillig)",
		noteHint: "Zum Beispiel wann und von welchem Konto Sie bezahlt haben.",
		proof: "Beleg (freiwillig)",
		proofHint: `PDF, JPEG oder PNG, höchstens ${MEGABYTES} MB.`,
		send: "Ich habe bezahlt",
		doneTitle: "Danke, das ist angekommen",
		done: "Wir sehen nach Ihrer Zahlung. Sie müssen nichts weiter tun.",
		settledTitle: "Diese Bestellung ist bezahlt",
		settled: "Bei uns ist nichts mehr offen. Sie müssen nichts weiter tun.",
		faults: {
			"not-a-document":
				"Die Datei ist weder PDF noch JPEG noch PNG. Bitte wählen Sie eine andere, oder senden Sie ohne Beleg.",
			runs: "Diese PDF-Datei enthält ein Programm. Bitte drucken Sie sie neu als PDF, oder senden Sie ohne Beleg.",
			"too-large": `Die Datei ist größer als ${MEGABYTES} MB. Bitte wählen Sie eine kleinere, oder senden Sie ohne Beleg.`,
			"too-often":
				"Sie haben uns zu dieser Bestellung heute schon mehrmals geschrieben. Bitte versuchen Sie es morgen wieder.",
			unreadable: "Das Formular kam nicht vollständig an. Bitte senden Sie es noch einmal.",
		},
	},
	en: {
		title: "I have already paid",
		lead: "Have you paid for this order already? Then tell us here: we will look for your payment, and you will get no further reminder for now.",
		order: "Order",
		open: "Still open with us",
		note: "Message (optional)",
		noteHint: "For example when you paid, and from which account.",
		proof: "Proof of payment (optional)",
		proofHint: `PDF, JPEG or PNG, at most ${MEGABYTES} MB.`,
		send: "I have paid",
		doneTitle: "Thank you, we have received this",
		done: "We will look for your payment. There is nothing else you need to do.",
		settledTitle: "This order is paid",
		settled: "Nothing is open with us any more. There is nothing else you need to do.",
		faults: {
			"not-a-document": "The file is neither PDF nor JPEG nor PNG. Please choose another one, or send without a proof.",
			runs: "This PDF contains a program. Please print it to a new PDF, or send without a proof.",
			"too-large": `The file is larger than ${MEGABYTES} MB. Please choose a smaller one, or send without a proof.`,
			"too-often": "You have written to us about this order several times today. Please try again tomorrow.",
			unreadable: "The form did not arrive completely. Please send it once more.",
		},
	},
} as const;

const STATUS: Readonly<Record<AnswerFault, number>> = {
	"not-a-document": 422,
	runs: 422,
	"too-large": 413,
	"too-often": 429,
	unreadable: 400,
};

/**
 * The form, or that there is nothing to ask any more.
 * @param fault why what was sent was not taken
 * @param note what was written there already; a file has to be chosen again
 */
export function askPage(order: ShownOrder, fault: AnswerFault | null = null, note = ""): Page {
	const { language, shop, number, open } = order;
	const text = TEXTS[language];
	if (open === null) return sayPage(order, text.settledTitle, text.settled);
	const wrong = fault === null ? "" : `<p class="wrong" role="alert">${escaped(text.faults[fault])}</p>`;
	const content = `
	<h1>${text.title}</h1>
	${wrong}<p>${text.lead}</p>
	<dl><dt>${text.order}</dt><dd>${escaped(number)}, ${escaped(shop)}</dd><dt>${text.open}</dt><dd>${escaped(open)}</dd></dl>
	<form method="post" enctype="multipart/form-data">
		<label for="note">${text.note} <span class="hint" id="note-hint">${text.noteHint}</span></label>
		<textarea id="note" name="note" rows="4" maxlength="${MOST_NOTE}" aria-describedby="note-hint">${escaped(note)}</textarea>
		<label for="proof">${text.proof} <span class="hint" id="proof-hint">${text.proofHint}</span></label>
		<input id="proof" name="proof" type="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="proof-hint">
		<button>${text.send}</button>
	</form>`;
	return { status: fault === null ? 200 : STATUS[fault], language, title: `${text.title} – ${shop}`, content };
}

export function donePage(order: ShownOrder): Page {
	const text = TEXTS[order.language];
	return sayPage(order, text.doneTitle, text.done);
}
