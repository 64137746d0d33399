import type { Text } from "@kontor/connector";
import type { FinTSConfig } from "lib-fints";
import type { Access, FintsContext } from "./access.ts";
import { fault } from "./faults.ts";

export type TanMethod = NonNullable<FinTSConfig["selectedTanMethod"]>;

/** Whether a method wants the medium to be named (FinTS: "Bezeichnung des TAN-Mediums erforderlich"). */
export const MEDIUM = { notAllowed: 0, optional: 1, required: 2 } as const;

/** Settles the TAN method: as configured, as chosen before, the only one, or as the merchant answers. */
export async function chooseMethod({ bank, memory, context }: Access): Promise<void> {
	const offered = bank.availableTanMethods;
	const configured = context.config.tanMethod;
	const known = configured === undefined ? memory.tanMethod : Number(configured);
	let method = offered.find(({ id }) => id === known);
	if (method === undefined && configured !== undefined) throw notOffered(configured, offered);
	method ??= await theOne(context, WHICH_METHOD, offered, ({ name }) => name);
	// Without any, everything goes by PIN alone.
	bank.tanMethodId = method?.id;
}

/** Settles the TAN medium where the method wants one: as configured, as chosen before, the only one, or as answered. */
export async function chooseMedium({ bank, memory, context }: Access): Promise<void> {
	const configured = context.config.tanMedium;
	const { tanMediaRequirement = MEDIUM.notAllowed, activeTanMedia = [] } = bank.selectedTanMethod ?? {};
	// Two cards of one kind have one name.
	const media = [...new Set(activeTanMedia)];
	const known = configured ?? media.find((name) => name === memory.tanMedium);
	const wanted = known === undefined && tanMediaRequirement === MEDIUM.required;
	bank.tanMediaName = wanted ? await theOne(context, WHICH_MEDIUM, media, (name) => name) : known;
}

const WHICH_METHOD = {
	de: "Mit welchem TAN-Verfahren soll freigegeben werden? Bitte die Nummer eingeben.",
	en: "Which TAN method should be used? Please enter its number.",
};
const WHICH_MEDIUM = {
	de: "Mit welchem TAN-Medium soll freigegeben werden? Bitte die Nummer eingeben.",
	en: "Which TAN medium should be used? Please enter its number.",
};

/** The only one, or the one that the merchant names by its place in the list; undefined if there is none. */
async function theOne<One>(
	context: FintsContext,
	question: Text,
	choices: readonly One[],
	nameOf: (one: One) => string,
): Promise<One | undefined> {
	if (choices.length < 2) return choices[0];
	const list = choices.map((one, index) => `${index + 1} ${nameOf(one)}`).join("\n");
	const text = { de: `${question.de}\n${list}`, en: `${question.en}\n${list}` };
	const answer = await context.ask({ kind: "enter", text });
	const chosen = choices[Number(answer.trim()) - 1];
	if (chosen !== undefined) return chosen;
	throw fault("needs-merchant", "none of the choices was entered", { forMerchant: question });
}

function notOffered(id: string, offered: readonly TanMethod[]): Error {
	const list = offered.map((method) => `${method.id} ${method.name}`).join(", ");
	return fault("needs-merchant", "the configured TAN method is not offered", {
		forMerchant: {
			de: `Die Bank bietet das TAN-Verfahren ${id} nicht an, sondern: ${list || "keines"}.`,
			en: `The bank does not offer TAN method ${id}, but: ${list || "none"}.`,
		},
	});
}
