import { SCENARIOS } from "../data.ts";
import { MISTAKES } from "./judge.ts";
import type { Counts, Score } from "./score.ts";
import type { Speed } from "./speed.ts";

export interface Row {
	readonly name: string;
	readonly score: Score;
	readonly speed: Speed;
}

const HEAD = [
	"set",
	"postings",
	"automatic",
	"false",
	"per 10k, at most (95 %)",
	"decided %",
	"review top 1 / top 3 %",
	"lost %",
	"first %",
	"Brier",
	"postings/s",
	"p50 / p99 ms",
];

/** One row for each measurement, as Markdown. */
export function table(rows: readonly Row[]): string {
	return markdown(HEAD, rows.map(row));
}

function row({ name, score, speed }: Row): string[] {
	const { counts, calibration } = score;
	return [
		name,
		whole(counts.postings),
		whole(counts.automatic),
		String(counts.wrong),
		score.wrongBound.toFixed(2),
		percent(counts.decidedRight, counts.decidable),
		`${percent(counts.leftTop1, counts.left)} / ${percent(counts.leftTop3, counts.left)}`,
		percent(counts.lost, counts.decidable, 2),
		percent(counts.first, counts.payments),
		calibration.brier === null ? "-" : calibration.brier.toFixed(4),
		Number.isNaN(speed.perSecond) ? "-" : whole(Math.round(speed.perSecond)),
		Number.isNaN(speed.p99) ? "-" : `${speed.median.toFixed(3)} / ${speed.p99.toFixed(2)}`,
	];
}

/** Everything about one measurement. */
export function details({ score }: Pick<Row, "score">): string {
	const { counts, mistakes, calibration } = score;
	const wrong = MISTAKES.map((mistake) => `${mistake} ${mistakes[mistake]}`).join(", ");
	const tenths = calibration.tenths.map(({ count, claimed, right }, at) => [
		`${at / 10} to ${(at + 1) / 10}`,
		whole(count),
		count === 0 ? "-" : (claimed / count).toFixed(3),
		count === 0 ? "-" : (right / count).toFixed(3),
	]);
	return [
		`False: ${wrong}. Returned money booked: ${counts.moneyBackBooked}. Payments taken for none: ${counts.dismissed}.`,
		markdown(["probability", "decisions", "claimed", "right"], tenths),
	].join("\n\n");
}

/** A row for each scenario, in the order of their numbers. */
export function scenarioTable(score: Score): string {
	const rows = SCENARIOS.flatMap((name, at) => {
		const counts = score.scenarios.get(name);
		return counts === undefined ? [] : [scenarioRow(`${String(at + 1).padStart(2, "0")} ${name}`, counts)];
	});
	return markdown(
		["scenario", "postings", "decidable", "automatic", "false", "decided %", "top 3 %", "lost", "first %"],
		rows,
	);
}

function scenarioRow(name: string, counts: Counts): string[] {
	return [
		name,
		whole(counts.postings),
		whole(counts.decidable),
		whole(counts.automatic),
		String(counts.wrong),
		percent(counts.decidedRight, counts.decidable),
		percent(counts.leftTop3, counts.left),
		String(counts.lost),
		percent(counts.first, counts.payments),
	];
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((title, at) => Math.max(title.length, ...rows.map((cells) => cells[at]?.length ?? 0)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(" | ")} |`;
	const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(Math.max(1, width - 1))}:`)).join(" | ")} |`;
	return [line(head), rule, ...rows.map(line)].join("\n");
}

function percent(part: number, whole: number, digits = 1): string {
	return whole === 0 ? "-" : ((100 * part) / whole).toFixed(digits);
}

function whole(value: number): string {
	return value.toLocaleString("en");
}
