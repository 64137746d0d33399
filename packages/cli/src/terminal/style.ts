import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours where the output is a terminal that shows them; NO_COLOR and FORCE_COLOR are respected. */
const paint = (format: Format) => (text: string) =>
	text === "" ? text : styleText(format, text, { stream: process.stdout });

export const bold = paint("bold");
export const dim = paint("dim");
export const good = paint("green");
export const waiting = paint("yellow");
export const bad = paint("red");
export const heading = paint(["bold", "cyan"]);

/** Columns of the terminal; of a file or a pipe 110. */
export function terminalWidth(): number {
	return Math.max(60, Math.min(process.stdout.columns ?? (Number(process.env.COLUMNS) || 110), 140));
}
