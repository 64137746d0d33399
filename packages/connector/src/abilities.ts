import { COMMAND_KINDS, type CommandKind } from "./command.ts";
import type { Manifest } from "./manifest.ts";

/** What shop systems differ in, as the documentation lists it: every command, and the ways besides. */
export type Ability = CommandKind | "webhooks" | "documents" | "connect" | "embedded" | "findsOrders" | "payouts";

export const ABILITIES: readonly Ability[] = [
	...COMMAND_KINDS,
	"webhooks",
	"documents",
	"connect",
	"embedded",
	"findsOrders",
	"payouts",
];

/** Whether a plugin has it; if not, whether the platform offers no way to, or nobody has built it yet. */
export type Support = "yes" | "not-offered" | "not-built";

/** Read off the manifest, which the types and the conformance suite hold to the implementation. */
export function supportOf({ capabilities, notOffered = {} }: Manifest, ability: Ability): Support {
	const ways: Readonly<Record<string, boolean>> = {
		webhooks: capabilities.webhooks !== false,
		documents: capabilities.documents,
		connect: capabilities.connect,
		embedded: capabilities.embedded !== undefined,
		findsOrders: capabilities.findsOrders === true,
		payouts: capabilities.payouts === true,
	};
	if (ways[ability] ?? capabilities.commands.some((kind) => kind === ability)) return "yes";
	return notOffered[ability] === undefined ? "not-built" : "not-offered";
}
