import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { answerBankChallenge, type BankAccess, type ClientOptions, call, getBankAccess } from "@kontor/protocol";
import { inLanguage, type Language } from "../language.ts";
import { printable } from "../terminal/printable.ts";
import { bad, bold, good, waiting } from "../terminal/style.ts";

const LOOK_EVERY_MS = 300;

/**
 * Waits until the bank was spoken with, and asks on the terminal what it asks. Exit code 0: done or waiting for something
 * outside; 1: the bank said no.
 */
export async function followAccess(hub: ClientOptions, begun: BankAccess, language: Language): Promise<void> {
	const params = { access: begun.id };
	let shown = "";
	let access = begun;
	while (access.running) {
		const { challenge } = access;
		if (challenge !== null && challenge.id !== shown) {
			shown = challenge.id;
			console.log(waiting(printable(challenge.text[language])));
			if (challenge.kind === "enter") {
				const body = { challenge: challenge.id, answer: await typed(language) };
				await call(hub, answerBankChallenge, { params, body });
			}
		}
		await sleep(LOOK_EVERY_MS);
		access = await call(hub, getBankAccess, { params });
	}
	console.log(`${bold(access.name)}  ${standing(access, language)}`);
	process.exitCode = access.problem === null ? 0 : 1;
}

/** How an access stands, in a sentence or two. */
export function standing(access: BankAccess, language: Language): string {
	const t = inLanguage(language);
	const moment = (at: string) => at.slice(0, 16).replace("T", " ");
	const lines = [
		STATE[access.state](t),
		...(access.nextStep === null
			? []
			: [waiting(access.nextStep.text[language]), ...(access.nextStep.url === null ? [] : [access.nextStep.url])]),
		...(access.nextStep?.letter ? [`kontor bank letter "${access.name}" ${t("brief", "letter")}.pdf`] : []),
		...(access.problem === null ? [] : [bad(access.problem.text[language])]),
		...(access.lastSuccessAt === null
			? []
			: [`${t("zuletzt abgerufen", "last fetched")} ${moment(access.lastSuccessAt)} UTC`]),
		...(access.consentEndsAt === null
			? []
			: [`${t("Zustimmung bis", "consent until")} ${moment(access.consentEndsAt)} UTC`]),
	];
	return lines.map(printable).join("\n");
}

const STATE: Readonly<Record<BankAccess["state"], (t: (de: string, en: string) => string) => string>> = {
	settingUp: (t) => waiting(t("wird eingerichtet", "being set up")),
	waiting: (t) => waiting(t("wartet auf Sie", "waits for you")),
	ready: (t) => good(t("eingerichtet", "ready")),
	stopped: (t) => bad(t("ruft nichts mehr ab", "fetches nothing any more")),
};

async function typed(language: Language): Promise<string> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return (await terminal.question(language === "de" ? "Antwort: " : "Answer: ")).trim();
	} finally {
		terminal.close();
	}
}
