import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { byDate, byScenario, bySize, withPeers } from "./complete.ts";
import { details, scenarioTable, table } from "./metrics/table.ts";

const README = new URL("../README.md", import.meta.url);
const BEGIN = "<!-- eval: begin -->";
const END = "<!-- eval: end -->";

/** Everything that is measured, as Markdown. Takes minutes; `say` is told what is under way. */
export function completeReport(say: (what: string) => void): string {
	say("sets of all sizes");
	const sizes = bySize();
	say("by date");
	const dates = byDate();
	say("other systems");
	const peers = [withPeers("base", 10_000, 4_000), withPeers("base", 100_000, 4_000), withPeers("hard", 10_000, 4_000)];
	say("scenarios");
	const scenarios = byScenario();
	const middle = sizes.find(({ name }) => name === "base 100,000");
	return [
		`Measured on ${today()}, ${machine()}.`,
		"### By size",
		table(sizes),
		...(middle ? ["Base profile, 100,000 open orders:", details(middle)] : []),
		"### By date, with late orders and a clerk's answers",
		table(dates),
		"### Other systems on the same sets",
		...peers.map((rows) => table(rows)),
		"### Each scenario alone",
		scenarioTable(scenarios.score),
	].join("\n\n");
}

/** Puts it between the marks of the package's README, or at its end. */
export function writeToReadme(report: string): void {
	const text = readFileSync(README, "utf8");
	const part = `${BEGIN}\n\n${report}\n\n${END}`;
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END);
	const written =
		begin >= 0 && end > begin
			? text.slice(0, begin) + part + text.slice(end + END.length)
			: `${text.trimEnd()}\n\n## Measured\n\n${part}\n`;
	writeFileSync(README, written);
}

function today(): string {
	return new Date().toISOString().slice(0, 10);
}

function machine(): string {
	const [cpu] = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${cpu?.model ?? "unknown processor"}, ${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}, one thread`;
}
