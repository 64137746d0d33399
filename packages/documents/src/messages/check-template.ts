import { LiquidError, type Template as Parsed, type Variable } from "liquidjs";
import { type Checked, checked, type Problem, problem } from "../problem.ts";
import { MESSAGES, type MessageKind } from "./kinds.ts";
import { ALLOWED, LIQUID, MOST_CHARACTERS } from "./liquid.ts";
import { nearest } from "./nearest.ts";
import { ALWAYS, PLACEHOLDERS, type PlaceholderName } from "./placeholders.ts";
import { sampleData, sparseSample } from "./samples.ts";
import type { Template } from "./texts/texts.ts";
import { faultOf } from "./write.ts";

/** Where in the template the fault is, both from 1. */
export interface TemplateProblem extends Problem {
	readonly field: "subject" | "body";
	readonly line: number;
	readonly column: number;
	/** The placeholder, filter or tag that was probably meant. */
	readonly didYouMean?: string;
}

type Part = "subject" | "body";
type At = { readonly line: number; readonly column: number };

/** The placeholders that a message of this kind knows. */
export function placeholdersOf(kind: MessageKind): readonly PlaceholderName[] {
	return [...ALWAYS, ...MESSAGES[kind].needs, ...MESSAGES[kind].offers];
}

/** The template as it may be stored, or everything that is wrong with it: an unknown placeholder never reaches a customer. */
export function checkTemplate(kind: MessageKind, template: Template): Checked<Template, TemplateProblem> {
	const read = [...partProblems(kind, "subject", template.subject), ...partProblems(kind, "body", template.body)];
	const clean = { subject: template.subject.trim(), body: template.body.replace(/\r\n?/g, "\n").trim() };
	const problems = read.length > 0 ? read : filledInProblems(kind, clean);
	return checked(problems, () => clean);
}

function partProblems(kind: MessageKind, part: Part, source: string): readonly TemplateProblem[] {
	const start = { line: 1, column: 1 };
	if (source.trim() === "") return [at(part, start, problem(part, "empty", "Der Text fehlt.", "The text is missing."))];
	if (source.length > MOST_CHARACTERS) {
		return [
			at(
				part,
				start,
				problem(part, "too-long", `Höchstens ${MOST_CHARACTERS} Zeichen.`, `At most ${MOST_CHARACTERS} characters.`),
			),
		];
	}
	if (part === "subject" && /[\r\n]/.test(source.trim())) {
		return [
			at(part, start, problem(part, "line-break", "Der Betreff hat nur eine Zeile.", "The subject has one line only.")),
		];
	}
	let parsed: Parsed[];
	try {
		parsed = LIQUID.parse(source);
	} catch (error) {
		if (LiquidError.is(error)) return [syntaxProblem(part, error)];
		throw error;
	}
	const bracket = bracketIn(source);
	if (bracket !== undefined) return [notUnderstood(part, bracket)];
	const used = Object.values(LIQUID.analyzeSync(parsed, { partials: false }).globals).flat();
	return [...unknownProblems(kind, part, used), ...neededProblems(kind, part, used)];
}

/** What shows only when it is filled in: with all there can be, and with nothing but what there always is. */
function filledInProblems(kind: MessageKind, template: Template): readonly TemplateProblem[] {
	for (const data of [sampleData(kind, "de"), sparseSample(kind, "de")]) {
		const fault = faultOf(kind, template, data, "de");
		if (fault !== null)
			return [at("body", { line: 1, column: 1 }, problem("body", "not-filled-in", fault.de, fault.en))];
	}
	return [];
}

/** Nothing has elements, so brackets mean nothing; and not all of them are seen by the analysis of placeholders. */
function bracketIn(source: string): At | undefined {
	for (const { 0: expression, index } of source.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)) {
		if (!expression.replace(/"[^"]*"|'[^']*'/g, "").includes("[")) continue;
		const before = source.slice(0, index).split("\n");
		return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
	}
	return undefined;
}

function notUnderstood(part: Part, place: At): TemplateProblem {
	const [de, en] = ["Dieser Ausdruck ist nicht zu verstehen.", "This expression cannot be understood."];
	return at(part, place, problem(part, "syntax", `Zeile ${place.line}: ${de}`, `Line ${place.line}: ${en}`));
}

function syntaxProblem(part: Part, error: LiquidError): TemplateProblem {
	const [line = 1, column = 1] = error.token.getPosition();
	const place = { line, column };
	const filter = /undefined filter: (\S+)/.exec(error.message)?.[1];
	if (filter !== undefined) return unknown(part, place, "filter", filter, ALLOWED.filters);
	const tag = /tag "(\S+)" not found/.exec(error.message)?.[1];
	if (tag !== undefined) return unknown(part, place, "tag", tag, ALLOWED.tags);
	if (!/not closed/.test(error.message)) return notUnderstood(part, place);
	const [de, en] = ["Hier wird etwas geöffnet und nicht geschlossen.", "Something is opened here and not closed."];
	return at(part, place, problem(part, "syntax", `Zeile ${line}: ${de}`, `Line ${line}: ${en}`));
}

function unknownProblems(kind: MessageKind, part: Part, used: readonly Variable[]): readonly TemplateProblem[] {
	const known = placeholdersOf(kind).filter((name) => part === "body" || !PLACEHOLDERS[name].block);
	return used
		.filter((variable) => !known.some((name) => name === nameOf(variable)))
		.map((variable) => {
			const place = { line: variable.location.row, column: variable.location.col };
			return unknown(part, place, "placeholder", nameOf(variable), known);
		});
}

function neededProblems(kind: MessageKind, part: Part, used: readonly Variable[]): readonly TemplateProblem[] {
	if (part === "subject") return [];
	return MESSAGES[kind].needs
		.filter((name) => !used.some((variable) => nameOf(variable) === name))
		.map((name) =>
			at(
				part,
				{ line: 1, column: 1 },
				problem(
					part,
					"placeholder-needed",
					`Der Platzhalter {{ ${name} }} (${PLACEHOLDERS[name].title.de}) darf nicht fehlen.`,
					`The placeholder {{ ${name} }} (${PLACEHOLDERS[name].title.en}) must not be left out.`,
				),
			),
		);
}

const WHAT = {
	placeholder: { de: "Den Platzhalter", en: "the placeholder" },
	filter: { de: "Den Filter", en: "the filter" },
	tag: { de: "Die Anweisung", en: "the tag" },
} as const;

function unknown(
	part: Part,
	place: At,
	what: keyof typeof WHAT,
	name: string,
	known: readonly string[],
): TemplateProblem {
	const meant = nearest(name, known);
	const [de, en] = meant === undefined ? ["", ""] : [` Meinten Sie "${meant}"?`, ` Did you mean "${meant}"?`];
	const found = problem(
		part,
		`unknown-${what}`,
		`Zeile ${place.line}: ${WHAT[what].de} "${name}" gibt es hier nicht.${de}`,
		`Line ${place.line}: ${WHAT[what].en} "${name}" does not exist here.${en}`,
	);
	return { ...at(part, place, found), ...(meant === undefined ? {} : { didYouMean: meant }) };
}

function nameOf({ segments }: Variable): string {
	return segments.map((segment) => (typeof segment === "object" ? "[…]" : segment)).join(".");
}

function at(part: Part, { line, column }: At, found: Problem): TemplateProblem {
	return { ...found, field: part, line, column };
}
