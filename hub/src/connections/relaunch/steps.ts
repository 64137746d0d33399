import type { Text } from "@kontor/connector";
import type { ConnectionState, RelaunchKind, RelaunchStep, RelaunchStepName } from "@kontor/protocol";

/** What a relaunch is judged by: nothing of it is remembered that can be seen. */
export interface RelaunchFacts {
	readonly kind: RelaunchKind;
	readonly old: { readonly name: string; readonly state: ConnectionState; readonly url: string };
	/** The old shop's address when it began. */
	readonly oldUrl: string;
	readonly fresh: { readonly name: string; readonly state: ConnectionState } | null;
	/** Accounts that are for the old shop only. */
	readonly accounts: { readonly limited: number; readonly withoutNew: number };
	readonly imported: "none" | "running" | "finished" | null;
	/** What the merchant decided about the old shop; null: not yet. */
	readonly testSystem: boolean | null;
}

const ORDER: Readonly<Record<RelaunchKind, readonly RelaunchStepName[]>> = {
	relaunch: ["disconnectOld", "renameOld", "addNew", "import", "accounts", "connectNew"],
	parallel: ["disconnectOld", "moveOld", "reconnectOld", "addNew", "import", "testSystem", "accounts", "connectNew"],
};

/** What each needs to be done before it. */
const NEEDS: Readonly<Record<RelaunchStepName, readonly RelaunchStepName[]>> = {
	disconnectOld: [],
	renameOld: ["disconnectOld"],
	moveOld: ["disconnectOld"],
	reconnectOld: ["moveOld"],
	addNew: ["renameOld", "moveOld"],
	import: [],
	testSystem: ["import"],
	accounts: ["addNew"],
	// Orders that are imported later than T would be taken for new ones (PRODUCT A7, A9).
	connectNew: ["addNew", "import", "testSystem", "accounts"],
};

/** The steps in their order, each with where it stands and what it asks (PRODUCT A9, A10). */
export function stepsOf(facts: RelaunchFacts): RelaunchStep[] {
	const order = ORDER[facts.kind];
	const over = (step: RelaunchStepName) => !order.includes(step) || DONE[step](facts) !== "open";
	return order.map((step): RelaunchStep => {
		const done = DONE[step](facts);
		const waits = done === "open" && NEEDS[step].some((needed) => !over(needed));
		const state = waits ? "blocked" : done;
		return { step, state, title: TITLES[step], text: textOf(step, state, facts) };
	});
}

type Done = "done" | "open" | "notNeeded";

const moved = ({ old, oldUrl }: RelaunchFacts) => old.url !== oldUrl;

const DONE: Readonly<Record<RelaunchStepName, (facts: RelaunchFacts) => Done>> = {
	disconnectOld: (facts) => (facts.old.state === "disconnected" || moved(facts) ? "done" : "open"),
	renameOld: (facts) => (moved(facts) ? "done" : "open"),
	moveOld: (facts) => (moved(facts) ? "done" : "open"),
	reconnectOld: (facts) => (moved(facts) && facts.old.state === "connected" ? "done" : "open"),
	addNew: ({ fresh }) => (fresh === null ? "open" : "done"),
	import: ({ imported }) => (imported === "none" || imported === "finished" ? "done" : "open"),
	testSystem({ imported, testSystem }) {
		if (testSystem !== null) return "done";
		return imported === "none" ? "notNeeded" : "open";
	},
	accounts({ accounts }) {
		if (accounts.limited === 0) return "notNeeded";
		return accounts.withoutNew === 0 ? "done" : "open";
	},
	connectNew: ({ fresh }) => (fresh?.state === "connected" ? "done" : "open"),
};

const TITLES: Readonly<Record<RelaunchStepName, Text>> = {
	disconnectOld: { de: "Alten Shop trennen", en: "Disconnect the old shop" },
	renameOld: { de: "Adresse des alten Shops freigeben", en: "Free the old shop's address" },
	moveOld: { de: "Neue Adresse des alten Shops eintragen", en: "Enter the old shop's new address" },
	reconnectOld: { de: "Alten Shop wieder verbinden", en: "Connect the old shop again" },
	addNew: { de: "Neuen Shop anlegen", en: "Add the new shop" },
	import: { de: "Übernahme der Bestellungen", en: "Import of orders" },
	testSystem: { de: "Alten Shop als Testsystem kennzeichnen", en: "Mark the old shop as test system" },
	accounts: { de: "Bankkonten dem neuen Shop zuordnen", en: "Assign bank accounts to the new shop" },
	connectNew: { de: "Neuen Shop verbinden", en: "Connect the new shop" },
};

const ASKS: Readonly<Record<RelaunchStepName, Text>> = {
	disconnectOld: {
		de: "Danach wird dort nichts mehr gelesen und geschrieben; Bestellungen und Zahlungen bleiben.",
		en: "Nothing is read or written there afterwards; orders and payments stay.",
	},
	renameOld: {
		de: "Unter der bisherigen Adresse kommt der neue Shop. Der alte bekommt einen beliebigen Text, z. B. „meinshop.de_alt“.",
		en: 'The new shop comes at the present address. The old one gets any text, such as "myshop.com_old".',
	},
	moveOld: {
		de: "Wo ist der alte Shop von jetzt an erreichbar? Zahlungen zu seinen Bestellungen werden dort weiter eingetragen.",
		en: "Where can the old shop be reached from now on? Payments for its orders are still entered there.",
	},
	reconnectOld: {
		de: "Der alte Shop wird unter seiner neuen Adresse geprüft und weiter geführt wie bisher.",
		en: "The old shop is checked at its new address and goes on as before.",
	},
	addNew: {
		de: "Angelegt und geprüft wird er sofort, gelesen erst nach dem Verbinden.",
		en: "It is added and checked at once, and read only after it is connected.",
	},
	import: {
		de: "Werden Bestellungen in den neuen Shop übernommen? Verbunden wird erst, wenn die Übernahme fertig ist: Was danach dazukommt, gilt als neue Bestellung.",
		en: "Are orders imported into the new shop? It is connected only once the import is finished: what comes later counts as a new order.",
	},
	testSystem: {
		de: "Empfohlen, wenn Bestellungen übernommen wurden: Sie stehen sonst zweimal in Kontor, und ihre Zahlungen werden nicht von selbst zugeordnet.",
		en: "Recommended where orders were imported: else they are twice in Kontor, and their payments are not assigned by themselves.",
	},
	accounts: {
		de: "Bankkonten sind auf den alten Shop beschränkt. Der neue wird dazugenommen, damit Zahlungen seine Bestellungen finden.",
		en: "Bank accounts are limited to the old shop. The new one is added, so that payments find its orders.",
	},
	connectNew: {
		de: "Von da an werden seine Bestellungen gelesen und verwaltet.",
		en: "From then on its orders are read and managed.",
	},
};

function textOf(step: RelaunchStepName, state: RelaunchStep["state"], { fresh, imported }: RelaunchFacts): Text {
	if (step === "import" && imported === "running") {
		return {
			de: "Die Übernahme läuft noch. Bitte hier bestätigen, sobald sie fertig ist.",
			en: "The import is still running. Please confirm here as soon as it is finished.",
		};
	}
	if (step === "connectNew" && state === "open" && fresh !== null && fresh.state !== "ready") {
		return {
			de: `Der neue Shop „${fresh.name}“ ist noch nicht bereit: Bitte bei ihm nachsehen, was fehlt.`,
			en: `The new shop "${fresh.name}" is not ready yet: please look there what is missing.`,
		};
	}
	return ASKS[step];
}
