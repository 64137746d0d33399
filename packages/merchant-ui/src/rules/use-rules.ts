import { type Connection, getConnection } from "@kontor/protocol/connections";
import { getConfig, putConfig } from "@kontor/protocol/plugin-requests";
import { ProblemError } from "@kontor/protocol/problem";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { failureOf, keep } from "../connection/use-connection.ts";
import type { Editing } from "../ui/editing.ts";
import { RULE_WORDS } from "../words/rule-words.ts";
import { WORDS } from "../words/words.ts";
import { ask } from "./ask.ts";
import { isSame } from "./drafts.ts";
import { fieldsOf, isFilledIn } from "./parameters.ts";
import { Editor, type Finding, Findings, Layouts, type RuleSet, Rules } from "./shapes.ts";
import { useSettled } from "./use-settled.ts";

export interface RulesEditing extends Editing {
	/** What the form is made from; null: not there yet, see `error`. */
	readonly editor: Editor | null;
	/** As they would be saved. */
	readonly ruleSets: readonly RuleSet[];
	/** Why there is nothing to edit. */
	readonly error: Error | null;
	/** Of what is shown now; null while it is looked at. */
	readonly findings: readonly Finding[] | null;
	/** Why it could not be looked at. */
	readonly uncheckedBy: Error | null;
	/** Names of mail layouts; null where the plugin names none. */
	readonly layouts: readonly string[] | null;
	/** A condition lacks something that it asks for. */
	readonly incomplete: boolean;
	/** Somebody else saved other rules since these were begun. */
	readonly conflict: boolean;
	readonly edit: (ruleSets: readonly RuleSet[]) => void;
	/** Goes on with the merchant's own rules: the others are lost when he saves. */
	readonly keepOwn: () => void;
	readonly retry: () => void;
}

interface Draft {
	/** The stored rules that it is a change of. */
	readonly base: readonly RuleSet[];
	readonly ruleSets: readonly RuleSet[];
}

/** Whether the plugin of a connection has rules to be edited. */
export function hasRules({ offers, state, description }: Connection): boolean {
	const asks = ["rule-editor", "check-rules", "try-rules"].every((request) => offers.requests.includes(request));
	return asks && state !== "disconnected" && description !== null;
}

/** The rules of a connection, with what the merchant changed and has not saved. */
export function useRules(hub: HubApi, connection: Connection, readAt: number): RulesEditing {
	const { id, configRevision: revision } = connection;
	const enabled = hasRules(connection);
	const client = useQueryClient();
	const params = { connection: id };
	const [draft, setDraft] = useState<Draft | null>(null);
	const [wantsToSave, setWantsToSave] = useState(false);
	const query = (name: string, ...about: readonly unknown[]) => ["rules", id, name, ...about];

	const editor = useQuery({
		queryKey: query("editor"),
		queryFn: async ({ signal }) => Editor.parse(await ask(hub, id, "rule-editor", {}, signal)),
		enabled,
		staleTime: Number.POSITIVE_INFINITY,
	});
	const layouts = useQuery({
		queryKey: query("layouts"),
		queryFn: async ({ signal }) => Layouts.parse(await ask(hub, id, "layouts", {}, signal)).layouts,
		enabled: enabled && connection.offers.requests.includes("layouts"),
		staleTime: 60_000,
	});
	const config = useQuery({
		queryKey: query("config", revision),
		queryFn: ({ signal }) => hub.call(getConfig, { params }, { signal }),
		enabled,
		staleTime: Number.POSITIVE_INFINITY,
		placeholderData: keepPreviousData,
	});

	const stored = useMemo(() => Rules.safeParse(config.data).data?.ruleSets ?? [], [config.data]);
	const ruleSets = draft?.ruleSets ?? stored;
	const dirty = draft !== null && !isSame(draft.ruleSets, stored);
	const conflict = dirty && !isSame(draft.base, stored);
	const incomplete = editor.data !== undefined && lacksParameters(ruleSets, editor.data);
	const settled = useSettled(ruleSets);
	const checked = useQuery({
		queryKey: query("findings", settled),
		queryFn: async ({ signal }) =>
			Findings.parse(await ask(hub, id, "check-rules", { ruleSets: settled }, signal)).findings,
		enabled: editor.data !== undefined && config.data !== undefined && !lacksParameters(settled, editor.data),
		staleTime: Number.POSITIVE_INFINITY,
	});
	const findings = settled === ruleSets ? (checked.data ?? null) : null;
	const isWrong = findings?.some(({ severity }) => severity === "error") ?? false;

	const saving = useMutation({
		async mutationFn(wanted: readonly RuleSet[]) {
			const body = { ...config.data, ruleSets: wanted };
			await hub.call(putConfig, { params, query: { ifRevision: revision }, body });
		},
		onSuccess: () => reread(),
		onError: (error) => (isConflict(error) ? reread() : undefined),
	});
	/** With its new revision, by which the configuration is read again. */
	async function reread() {
		keep(client, await hub.call(getConnection, { params }));
	}
	function discard() {
		setDraft(null);
		setWantsToSave(false);
		saving.reset();
	}
	function save() {
		setWantsToSave(true);
		const unchecked = findings === null && checked.error === null;
		if (incomplete || isWrong || unchecked || conflict || config.isPlaceholderData) return;
		saving.mutate(ruleSets, {
			onSuccess() {
				setDraft(null);
				setWantsToSave(false);
			},
		});
	}
	function says() {
		if (conflict) return RULE_WORDS.changedElsewhere;
		if (dirty && isConflict(saving.error)) return RULE_WORDS.saveAgain;
		if (dirty && wantsToSave && (incomplete || isWrong)) return RULE_WORDS.mendRules;
		if (dirty) return findings === null && checked.error === null && !incomplete ? RULE_WORDS.checking : WORDS.unsaved;
		return saving.isSuccess ? RULE_WORDS.saved : null;
	}
	return {
		editor: config.data === undefined ? null : (editor.data ?? null),
		ruleSets,
		error: editor.error ?? config.error,
		findings,
		uncheckedBy: checked.error,
		layouts: layouts.data ?? null,
		incomplete,
		conflict,
		edit: (changed) => setDraft((before) => ({ base: before?.base ?? stored, ruleSets: changed })),
		keepOwn: () => setDraft((before) => before && { ...before, base: stored }),
		retry: () => void Promise.all([editor.refetch(), config.refetch()]),
		dirty,
		saving: saving.isPending,
		failure: isConflict(saving.error) ? null : failureOf(saving, readAt),
		says: says(),
		saveLabel: RULE_WORDS.save,
		save,
		discard,
	};
}

function isConflict(error: Error | null): boolean {
	return error instanceof ProblemError && error.problem.code === "VERSION_MOVED";
}

function lacksParameters(ruleSets: readonly RuleSet[], { conditions: kinds }: Editor): boolean {
	const fields = new Map(kinds.map((kind) => [kind.name, fieldsOf(kind)]));
	return ruleSets.some(({ rules }) =>
		rules.some(({ conditions }) => conditions.some((one) => !isFilledIn(one, fields.get(one.is) ?? []))),
	);
}
