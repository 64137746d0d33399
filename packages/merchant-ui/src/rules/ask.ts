import { askPlugin, getPluginAnswer, type RULE_REQUESTS } from "@kontor/protocol/plugin-requests";
import { problem } from "@kontor/protocol/problem";
import type { HubApi } from "../api/hub.ts";

/** Its host carries it out: usually within a moment, later where it is busy. */
const FIRST_WAIT_MS = 60;
const LONGEST_WAIT_MS = 1_000;
const PATIENCE_MS = 60_000;

/**
 * What the connection's plugin answers.
 * @throws ProblemError in the plugin's own words, or where no answer came within a minute
 */
export async function ask(
	hub: HubApi,
	connection: string,
	request: (typeof RULE_REQUESTS)[number],
	input: unknown,
	signal?: AbortSignal,
): Promise<unknown> {
	const options = signal === undefined ? {} : { signal };
	const { id: work } = await hub.call(askPlugin, { params: { connection }, body: { request, input } }, options);
	const end = Date.now() + PATIENCE_MS;
	for (let wait = FIRST_WAIT_MS; Date.now() < end; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
		await new Promise((resolve) => setTimeout(resolve, wait));
		const answer = await hub.call(getPluginAnswer, { params: { connection, work } }, options);
		if (answer.state === "answered") return answer.result;
		if (answer.state === "failed") throw problem("NOT_READY", { forMerchant: answer.text });
	}
	throw problem("NOT_READY", {
		forMerchant: {
			de: "Es kam keine Antwort. Läuft der Dienst, der diese Verbindung bedient? Bitte später erneut versuchen.",
			en: "There was no answer. Is the service running that serves this connection? Please try again later.",
		},
	});
}
