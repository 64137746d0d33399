import { parseArgs } from "node:util";
import { errorText } from "../error-text.ts";
import type { Language } from "../language.ts";
import { bad, bold, dim, good } from "../terminal/style.ts";
import { addMerchant, type DemoMerchant } from "./merchant.ts";
import { play } from "./play.ts";
import { Stages } from "./stages.ts";
import { createWorld, type World } from "./world.ts";

/**
 * The main job from end to end, on real processes: a shop, its orders, two bank files, the assignments, and what the shop
 * says then. Ends with 1 where anything is not as the script says, and leaves nothing behind; `--keep` waits before that.
 */
const { values } = parseArgs({
	options: { keep: { type: "boolean", default: false }, language: { type: "string", default: "en" } },
});
const language: Language = values.language === "de" ? "de" : "en";
const stages = new Stages(language);
const say = (de: string, en: string) => console.log(language === "de" ? de : en);

const closing: (() => Promise<unknown>)[] = [];
let starting: Promise<unknown> = Promise.resolve();
const interrupted = Promise.withResolvers<void>();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.resolve());
const exitCode = await Promise.race([demonstrate(), interrupted.promise.then(() => 130)]);
if (values.keep && exitCode === 0) await interrupted.promise;
// What is just being started could not be ended yet.
await Promise.allSettled([starting]);
for (const close of closing.toReversed()) await close();
process.exit(exitCode);

async function demonstrate(): Promise<number> {
	try {
		const started = stages.run({ de: "Datenbank, Hub und Host starten", en: "Database, hub and host start" }, start);
		starting = started;
		const { world, merchant } = await started;
		const wrong = await play(world, merchant, stages, language);
		for (const line of wrong) console.error(bad(`✗ ${line}`));
		if (wrong.length > 0) return 1;
		const time = `${stages.seconds.toFixed(1)} s`;
		say(`\n${good("✓")} Alles ist, wie es sein soll. ${time}`, `\n${good("✓")} Everything is as it has to be. ${time}`);
		if (values.keep) sayWhatRuns(world, merchant);
		return 0;
	} catch (error) {
		console.error(bad(`✗ ${errorText(error, language)}`));
		return 1;
	}
}

async function start(): Promise<{ world: World; merchant: DemoMerchant }> {
	const world = await createWorld(closing);
	const merchant = await addMerchant(world);
	stages.done({ de: `Hub ${world.hubUrl}, Host ${world.hostUrl}`, en: `hub ${world.hubUrl}, host ${world.hostUrl}` });
	return { world, merchant };
}

/** As the other commands take it from the environment. */
function sayWhatRuns({ hubUrl, hostUrl, operator, shop, databaseUrl }: World, { key }: DemoMerchant): void {
	const lines: [string, string][] = [
		["KONTOR_HUB_URL", hubUrl],
		["KONTOR_KEY", key],
		["KONTOR_OPERATOR_KEY", operator.key],
		["DATABASE_URL", databaseUrl],
	];
	console.log();
	for (const [name, value] of lines) console.log(`export ${name}=${value}`);
	console.log(dim(`# host ${hostUrl}   shop ${shop.url}/__fake/orders   openapi ${hubUrl}/v1/openapi.json`));
	say(
		`\n${bold("Es läuft weiter.")} Strg-C beendet alles und räumt auf.`,
		`\n${bold("It keeps running.")} Ctrl-C stops everything and cleans up.`,
	);
}
