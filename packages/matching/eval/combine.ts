import type { Row } from "./metrics/table.ts";

/** Several measurements of one kind as one row: counts added up, speed of all together, the slowest hundredth of the slowest. */
export function combine(name: string, rows: readonly Omit<Row, "name">[]): Row {
	const [first, ...others] = rows;
	if (first === undefined) throw new Error("Nothing to combine");
	for (const { score } of others) first.score.merge(score);
	const seconds = rows.reduce((sum, { speed }) => sum + 1 / speed.perSecond, 0);
	return {
		name,
		score: first.score,
		speed: {
			perSecond: rows.length / seconds,
			median: Math.max(...rows.map(({ speed }) => speed.median)),
			p99: Math.max(...rows.map(({ speed }) => speed.p99)),
		},
	};
}
