import type { Text } from "@kontor/connector";
import type { Notice } from "../notifications/notify.ts";
import type { StoredCase } from "./stored-case.ts";

/** One undone notice for each case: what is said of it now takes the place of what was. */
export const causeOfCase = ({ id }: Pick<StoredCase, "id">) => `collection:${id}`;

export function incomplete(stored: StoredCase, number: string, missing: readonly Text[]): Notice {
	const list = (language: "de" | "en") => [...new Set(missing.map((text) => text[language]))].join(" ");
	return about(stored, "COLLECTION_INCOMPLETE", {
		de: `Die Übergabe der Bestellung ${number} an das Inkasso wartet auf Angaben: ${list("de")}`,
		en: `Handing over order ${number} to debt collection waits for data: ${list("en")}`,
	});
}

export function toBePassedOn(stored: StoredCase, number: string): Notice {
	return about(stored, "COLLECTION_TO_PASS_ON", {
		de: `Der Inkassofall zur Bestellung ${number} ist vollständig: Bitte die Datei herunterladen und weitergeben.`,
		en: `The collection case of order ${number} is complete: please download the file and pass it on.`,
	});
}

export function toBeTold(stored: StoredCase, number: string): Notice {
	return about(stored, "COLLECTION_TO_BE_TOLD", {
		de: `Bei der Bestellung ${number}, die beim Inkasso ist, hat sich eine Zahlung geändert: Bitte melden Sie es dem Inkassounternehmen.`,
		en: `A payment of order ${number}, which is with debt collection, has changed: please tell the collection agency.`,
	});
}

export function refused(stored: StoredCase, reason: string): Notice {
	return about(stored, "COLLECTION_REFUSED", {
		de: `Das Inkassounternehmen hat einen Fall nicht angenommen: ${reason}`,
		en: `The collection agency has not accepted a case: ${reason}`,
	});
}

export function fails(stored: StoredCase, { de, en }: Text): Notice {
	return about(stored, "COLLECTION_PARTNER_FAILS", {
		de: `${de} Was ihm zu melden ist, wartet und wird wieder versucht.`,
		en: `${en} What is to be reported waits, and is tried again.`,
	});
}

export function endedByPartner(stored: StoredCase, said: string): Notice {
	return about(stored, "COLLECTION_ENDED", {
		de: `Das Inkassounternehmen hat einen Fall beendet: ${said}`,
		en: `The collection agency has ended a case: ${said}`,
	});
}

function about(stored: StoredCase, code: string, text: Text): Notice {
	return { code, causeKey: causeOfCase(stored), text, about: { order: stored.orderId } };
}
