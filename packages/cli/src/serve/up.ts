import { findPlugins } from "@kontor/host";
import { type HubEnvironment, readEnvironment } from "@kontor/hub";
import type { Logger } from "pino";
import { inLanguage, type Language } from "../language.ts";
import { bold, dim, good } from "../terminal/style.ts";
import { readHostEnvironment } from "./host-environment.ts";
import { keptHostKey } from "./host-key.ts";
import { logTo, type Running, runHost, runHub, untilStopped } from "./processes.ts";

/** Database, hub and host in one process, until Ctrl-C. Logs go to stderr: on a terminal only what needs attention. */
export async function up(variables: NodeJS.ProcessEnv, language: Language): Promise<void> {
	const t = inLanguage(language);
	const log = logTo("stderr", variables.LOG_LEVEL ?? (process.stderr.isTTY ? "warn" : "info"));
	const hubEnv = await readEnvironment(variables);
	const hub = await runHub(hubEnv, log, true);
	try {
		const host = await startOwnHost(variables, hub, hubEnv, log);
		console.log(`${good("●")} ${bold("Hub")}   ${hub.url}  ${dim(`${hub.url}/v1/openapi.json`)}`);
		console.log(`${good("●")} ${bold("Host")}  ${host.url}  ${dim(host.plugins.join(", "))}`);
		sayHowToGoOn(hub.url, hubEnv.home, language);
		await untilStopped();
		console.log(t("Wird beendet …", "Stopping …"));
		await host.close();
	} finally {
		await hub.close();
	}
	process.exit(0);
}

async function startOwnHost(
	variables: NodeJS.ProcessEnv,
	hub: Running,
	{ home, operatorKey }: HubEnvironment,
	log: Logger,
) {
	const env = readHostEnvironment({ ...variables, KONTOR_HUB_URL: hub.url });
	const plugins = (await findPlugins(env.plugins)).map(({ id }) => id);
	const key = await keptHostKey(home, { baseUrl: hub.url, key: operatorKey }, plugins);
	const host = await runHost(env, key, log);
	await host.ready;
	return host;
}

function sayHowToGoOn(hubUrl: string, home: string, language: Language): void {
	const t = inLanguage(language);
	const command = `kontor merchant add "${t("Mein Laden", "My shop")}" --hub ${hubUrl} --home ${home}`;
	console.log(
		[
			`  ${t("Daten und Schlüssel", "Data and keys")}: ${home}`,
			`  ${t("Ein Händler und sein API-Schlüssel", "A merchant and his API key")}: ${command}`,
			t("Strg-C beendet alles.", "Ctrl-C stops everything."),
		].join("\n"),
	);
}
