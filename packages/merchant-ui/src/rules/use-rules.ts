import { type Connection, getConnection } from "@kontor/protocol/connections";
import { putConfig } from "@kontor/protocol/plugin-requests";
import { ProblemError } from "@kontor/protocol/problem";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { failureOf, keep } from "../connection/use-connection.ts";
import type { Editing } from "../ui/editing.ts";
import { RULE_WORDS } from "../words/rule-words.ts";
import { WORDS } from "../words/words.ts";
import { isSame } from "./drafts.ts";
import { fieldsOf, isFilledIn } from "./parameters.ts";
import { ruleQueries } from "./rule-queries.ts";
import { type Editor, type Finding, type RuleSet, Rules } from "./shapes.ts";
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
	const enabled = hasRules(connection);
	const client = useQueryClient();
	const queries = ruleQueries(hub, connection.id);
	const params = { connection: connection.id };
	const [draft, setDraft] = useState<Draft | null>(null);
	const [wantsToSave, setWantsToSave] = useState(false);

	const editor = useQuery({ ...queries.editor, enabled });
	const mayHaveLayouts = enabled && connection.offers.requests.includes("layouts");
	const layouts = useQuery({ ...queries.layouts, enabled: mayHaveLayouts });
	const config = useQuery({ ...queries.config(connection), enabled, placeholderData: keepPreviousData });
	const stored = useMemo(() => Rules.safeParse(config.data ?? {}), [config.data]);
	const base = stored.data?.ruleSets ?? NONE;

	const ruleSets = draft?.ruleSets ?? base;
	const dirty = draft !== null && !isSame(draft.ruleSets, base);
	const conflict = dirty && !isSame(draft.base, base);
	const incomplete = editor.data !== undefined && lacksParameters(ruleSets, editor.data);
	const settled = useSettled(ruleSets);
	const mayCheck = editor.data !== undefined && config.data !== undefined && !lacksParameters(settled, editor.data);
	const checked = useQuery({ ...queries.findings(settled), enabled: mayCheck });
	const findings = settled === ruleSets ? (checked.data ?? null) : null;
	const isWrong = findings?.some(isError) ?? false;

	const saving = useMutation({
		/** @returns whether it was saved: not where something is wrong, or is another's, which then shows */
		async mutationFn({ ruleSets: wanted, base: known }: Draft) {
			// Where nobody can say what is wrong, rules that contradict each other are not applied.
			const found = await client.fetchQuery(queries.findings(wanted)).catch(() => []);
			const config = await client.fetchQuery(queries.config(connection));
			if (found.some(isError) || !isSame(Rules.parse(config).ruleSets, known)) return false;
			const query = { ifRevision: connection.configRevision };
			await hub.call(putConfig, { params, query, body: { ...config, ruleSets: wanted } });
			// What its new revision holds is asked for: somebody else may have saved since.
			await client.fetchQuery(queries.config(await reread()));
			return true;
		},
		onError: (error) => (isConflict(error) ? reread() : undefined),
	});
	/** With its new revision, by which the configuration is read again. */
	async function reread(): Promise<Connection> {
		const now = await hub.call(getConnection, { params });
		keep(client, now);
		return now;
	}
	function discard() {
		setDraft(null);
		setWantsToSave(false);
		saving.reset();
	}
	function save() {
		setWantsToSave(true);
		if (draft === null || incomplete || isWrong || conflict) return;
		saving.mutate(draft, {
			onSuccess(isSaved) {
				if (!isSaved) return;
				const { ruleSets: base } = draft;
				setDraft((now) => (now === null || now.ruleSets === base ? null : { ...now, base }));
				setWantsToSave(false);
			},
		});
	}
	function says() {
		if (conflict) return RULE_WORDS.changedElsewhere;
		if (dirty && isConflict(saving.error)) return RULE_WORDS.saveAgain;
		if (dirty && wantsToSave && (incomplete || isWrong)) return RULE_WORDS.mendRules;
		if (dirty) return findings === null && checked.error === null && !incomplete ? RULE_WORDS.checking : WORDS.unsaved;
		return saving.data === true ? RULE_WORDS.saved : null;
	}
	return {
		editor: config.data === undefined || !stored.success ? null : (editor.data ?? null),
		ruleSets,
		error: editor.error ?? config.error ?? stored.error ?? null,
		findings,
		uncheckedBy: checked.error,
		layouts: layouts.data ?? null,
		incomplete,
		conflict,
		edit: (changed) => setDraft((before) => ({ base: before?.base ?? base, ruleSets: changed })),
		keepOwn: () => setDraft((before) => before && { ...before, base }),
		retry: () => void Promise.all([editor.refetch(), config.refetch()]),
		dirty,
		saving: saving.isPending,
		failure: isConflict(saving.error) ? null : failureOf(saving, readAt),
		says: says(),
		saidAt: saving.submittedAt,
		saveLabel: RULE_WORDS.save,
		save,
		discard,
	};
}

const NONE: readonly RuleSet[] = [];

function isError({ severity }: Finding): boolean {
	return severity === "error";
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
