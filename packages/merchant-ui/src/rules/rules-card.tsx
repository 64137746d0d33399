import "./rules.css";
import type { Connection } from "@kontor/protocol/connections";
import { useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { Card } from "../ui/card.tsx";
import { Failure } from "../ui/failure.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import { WORDS } from "../words/words.ts";
import { ConditionTable } from "./condition-table.tsx";
import { setOf, withSet } from "./drafts.ts";
import { FindingList } from "./finding-list.tsx";
import type { Editor, Platform } from "./shapes.ts";
import { SourceRules } from "./source-rules.tsx";
import { TrialPart } from "./trial-part.tsx";
import type { RulesEditing } from "./use-rules.ts";

interface RulesCardProps {
	readonly hub: HubApi;
	readonly connection: Connection;
	readonly rules: RulesEditing;
}

/** The rules of a connection whose plugin has some (PRODUCT J): one platform at a time. */
export function RulesCard({ hub, connection, rules }: RulesCardProps) {
	const { t } = useSpeech();
	const { editor, error, retry } = rules;
	return (
		<Card title={t(RULE_WORDS.title)}>
			<p className="means">{t(RULE_WORDS.means)}</p>
			{rules.conflict && <Conflict rules={rules} />}
			{editor === null ? (
				error === null ? (
					<p role="status">{t(WORDS.loading)}</p>
				) : (
					<Failure error={error} retry={retry} />
				)
			) : (
				<Form hub={hub} connection={connection} rules={rules} editor={editor} />
			)}
		</Card>
	);
}

/** Whose rules count is the merchant's to say: neither are lost by themselves. */
function Conflict({ rules }: { readonly rules: RulesEditing }) {
	const { t } = useSpeech();
	return (
		<div role="alert">
			<Notice tone="bad">
				<p>
					<strong>{t(RULE_WORDS.changedElsewhere)}</strong> {t(RULE_WORDS.changedElsewhereMeans)}
				</p>
				<div className="actions">
					<button type="button" className="button" onClick={rules.keepOwn}>
						{t(RULE_WORDS.keepOwn)}
					</button>
					<button type="button" className="button" onClick={rules.discard}>
						{t(RULE_WORDS.takeTheirs)}
					</button>
				</div>
			</Notice>
		</div>
	);
}

function Form({ hub, connection, rules, editor }: RulesCardProps & { readonly editor: Editor }) {
	const { t } = useSpeech();
	const platforms = shownPlatforms(editor, rules);
	const [chosen, choose] = useState<string | null>(null);
	const platform = platforms.find(({ id }) => id === chosen) ?? platforms[0];
	if (platform === undefined) return null;
	const set = setOf(rules.ruleSets, platform.id);
	const findings = (rules.findings ?? []).filter((one) => one.platform === platform.id);
	return (
		<>
			{platforms.length > 1 && <Platforms all={platforms} chosen={platform.id} onChoose={choose} />}
			{rules.uncheckedBy !== null && (
				<Notice tone="warn">
					<p>{t(RULE_WORDS.uncheckedBecause)}</p>
				</Notice>
			)}
			<FindingList findings={findings.filter((one) => one.rules.length === 0)} />
			{platform.statuses.map((status) => (
				<SourceRules
					key={`${platform.id} ${status.id}`}
					status={status}
					platform={platform}
					editor={editor}
					set={set}
					findings={findings}
					layouts={rules.layouts}
					onChange={(changed) => rules.edit(withSet(rules.ruleSets, changed))}
				/>
			))}
			<TrialPart hub={hub} connection={connection.id} rules={rules} platform={platform} />
			<ConditionTable kinds={editor.conditions} />
		</>
	);
}

/** Those that the connection has orders of, or has rules for; where it has neither, all there are. */
function shownPlatforms({ platforms }: Editor, { ruleSets }: RulesEditing): Platform[] {
	const shown = platforms.filter(({ id, inUse }) => inUse || ruleSets.some(({ platform }) => platform === id));
	return shown.length > 0 ? shown : platforms;
}

interface PlatformsProps {
	readonly all: readonly Platform[];
	readonly chosen: string;
	readonly onChoose: (id: string) => void;
}

function Platforms({ all, chosen, onChoose }: PlatformsProps) {
	const { t } = useSpeech();
	return (
		<fieldset className="machine">
			<legend>{t(RULE_WORDS.platform)}</legend>
			<div className="choices">
				{all.map(({ id, title, inUse }) => (
					<label key={id} className="choice">
						<input type="radio" name="rules-platform" checked={id === chosen} onChange={() => onChoose(id)} />
						{title}
						{!inUse && <span className="tag">{t(RULE_WORDS.notInUse)}</span>}
					</label>
				))}
			</div>
		</fieldset>
	);
}
