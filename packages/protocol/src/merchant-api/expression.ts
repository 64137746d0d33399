import * as z from "zod";

/** More of them take too long on a text that nearly fits: each may try every place for every place of the others. */
const MOST_REPETITIONS = 3;

/**
 * A merchant's regular expression, read without regard to case. It must not be able to keep the machine busy for long on any
 * text: no group is repeated, since repetitions within repetitions take exponential time.
 */
export const Expression = z
	.string()
	.min(1)
	.max(200)
	.superRefine((pattern, context) => {
		const message = faultOf(pattern);
		if (message !== null) context.addIssue({ code: "custom", message });
	});

function faultOf(pattern: string): string | null {
	try {
		new RegExp(pattern, "iu");
	} catch {
		return 'expected a regular expression as JavaScript writes them, like "Miete \\d{4}"';
	}
	const bare = pattern.replace(/\\./gsu, "x").replace(/\[[^\]]*\]/gu, "x");
	if (/\)(?:[*+]|\{\d)/u.test(bare)) return "expected no repeated group, which may take too long: repeat what is in it";
	const repetitions = bare.match(/[*+]|\{\d+,\d*\}/gu)?.length ?? 0;
	return repetitions <= MOST_REPETITIONS ? null : `expected at most ${MOST_REPETITIONS} repetitions (*, +, {n,m})`;
}
