import type { Text } from "@kontor/connector";
import { ProblemError, problem } from "@kontor/protocol/problem";
import * as z from "zod";

/** What the page itself finds, in the words the hub would have. */
const TEXTS = {
	sessionOver: {
		de: "Diese Sitzung ist nach 15 Minuten abgelaufen. Bitte Kontor in der Verwaltung des Shops neu öffnen.",
		en: "This session has ended after 15 minutes. Please open Kontor again in your shop's admin.",
	},
	linkOver: {
		de: "Diese Sitzung ist nach 15 Minuten abgelaufen. Bitte einen neuen Link zu dieser Seite erzeugen und hier in die Adresszeile eingeben: Was nicht gespeichert ist, bleibt dabei stehen.",
		en: "This session has ended after 15 minutes. Please make a new link to this page and enter it in the address bar here: what is not saved stays as it is.",
	},
	noLink: {
		de: "Diese Seite wird mit einem Link geöffnet, der einmal gilt. Bitte einen neuen erzeugen und hier öffnen.",
		en: "This page is opened by a link that is good once. Please make a new one and open it here.",
	},
	noHost: {
		de: "Kontor ist von hier aus nicht erreichbar eingerichtet. Bitte den Betreiber von Kontor verständigen.",
		en: "Kontor is not set up to be reached from here. Please tell the operator of Kontor.",
	},
	unreachable: {
		de: "Kontor ist gerade nicht erreichbar. Bitte die Verbindung prüfen und es in einigen Minuten erneut versuchen.",
		en: "Kontor cannot be reached at the moment. Please check your connection and try again in a few minutes.",
	},
	otherRelease: {
		de: "Kontor ist inzwischen auf einem anderen Stand als diese Seite. Bitte die Seite neu öffnen.",
		en: "Kontor is of another release than this page by now. Please open the page again.",
	},
} as const satisfies Record<string, Text>;

export function refusedPlainly(why: keyof typeof TEXTS): ProblemError {
	const over = why === "sessionOver" || why === "linkOver" || why === "noLink";
	return problem(over ? "NO_CREDENTIAL" : "NOT_READY", { forMerchant: TEXTS[why] });
}

/** What the merchant reads of a failure, and whether trying again may help. */
export function wordsOf(error: unknown): {
	readonly text: Text;
	readonly again: boolean;
	readonly code: string | null;
} {
	if (error instanceof z.ZodError) return { text: TEXTS.otherRelease, again: true, code: null };
	if (!(error instanceof ProblemError)) return { text: TEXTS.unreachable, again: true, code: null };
	const { forMerchant, retry, detail, title, code } = error.problem;
	// What nobody foresaw has words for machines only; they help whoever is asked for help.
	const unforeseen = `${title}${detail === undefined ? "" : ` (${detail})`}`;
	return { text: forMerchant ?? { de: unforeseen, en: unforeseen }, again: retry === "later", code };
}
