import { join } from "node:path";
import { findPlugins } from "@kontor/host";
import { readEnvironment } from "@kontor/hub";
import type { Language } from "../language.ts";
import { bold, dim, good, waiting } from "../terminal/style.ts";
import { readHostEnvironment } from "./host-environment.ts";
import { keptHostKey } from "./host-key.ts";
import { logTo, runHost, runHub, untilStopped } from "./processes.ts";

/** Database, hub and host in one process, until Ctrl-C. Logs go to stderr: on a terminal only what needs attention. */
export async function up(variables: NodeJS.ProcessEnv, language: Language): Promise<void> {
	const say = (de: string, en: string) => console.log(language === "de" ? de : en);
	const log = logTo("stderr", variables.LOG_LEVEL ?? (process.stderr.isTTY ? "warn" : "info"));
	const hubEnv = await readEnvironment(variables);
	const hub = await runHub(hubEnv, log, true);
	const hostEnv = readHostEnvironment({ ...variables, KONTOR_HUB_URL: hub.url });
	const plugins = (await findPlugins(hostEnv.plugins)).map(({ id }) => id);
	const operator = { baseUrl: hub.url, key: hubEnv.operatorKey };
	const { key, plugins: admitted } = await keptHostKey(hubEnv.home, operator, plugins);
	const host = await runHost(hostEnv, key, admitted, log);
	await host.ready;

	console.log(`${good("●")} ${bold("Hub")}   ${hub.url}  ${dim(`${hub.url}/v1/openapi.json`)}`);
	console.log(`${good("●")} ${bold("Host")}  ${host.url}  ${dim(host.plugins.join(", "))}`);
	const added = plugins.filter((plugin) => !admitted.includes(plugin));
	if (added.length > 0) console.log(waiting(notAdmitted(added, language)));
	const home = hubEnv.home;
	say(`  Daten und Schlüssel: ${home}`, `  Data and keys: ${home}`);
	say(
		`  Schlüssel des Betreibers: ${join(home, "operator-key")}`,
		`  The operator's key: ${join(home, "operator-key")}`,
	);
	const more = variables.KONTOR_HOME === undefined ? "" : ` --home ${home}`;
	const hubOption = ` --hub ${hub.url}`;
	say(
		`  Ein Händler und sein API-Schlüssel: kontor merchant add "Mein Laden"${hubOption}${more}`,
		`  A merchant and his API key: kontor merchant add "My shop"${hubOption}${more}`,
	);
	say("Strg-C beendet alles.", "Ctrl-C stops everything.");

	await untilStopped();
	say("Wird beendet …", "Stopping …");
	await host.close();
	await hub.close();
	process.exit(0);
}

function notAdmitted(plugins: readonly string[], language: Language): string {
	const names = plugins.join(", ");
	return language === "de"
		? `! Neue Plugins, für die der Host noch nicht zugelassen ist: ${names}. Ein eigener Host dafür: POST /v1/hosts, dann kontor host.`
		: `! New plugins that this host is not admitted for yet: ${names}. A host of their own: POST /v1/hosts, then kontor host.`;
}
