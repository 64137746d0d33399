import { useMutation } from "@tanstack/react-query";
import type { HubApi } from "../api/hub.ts";
import { Failure } from "../ui/failure.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS, triedCount } from "../words/rule-words.ts";
import { ask } from "./ask.ts";
import { setOf } from "./drafts.ts";
import { type Platform, type RuleSet, Trial } from "./shapes.ts";
import { TriedTable } from "./tried-table.tsx";
import type { RulesEditing } from "./use-rules.ts";

/** How many Vorgänge at most, the newest first. */
const MOST = 50;

interface TrialPartProps {
	readonly hub: HubApi;
	readonly connection: string;
	readonly rules: RulesEditing;
	readonly platform: Platform;
}

/** The rules as they are shown, on real Vorgänge, before they are saved or switched on (PRODUCT J7). */
export function TrialPart({ hub, connection, rules, platform }: TrialPartProps) {
	const { t } = useSpeech();
	const set = setOf(rules.ruleSets, platform.id);
	const { mutate, data, error, isPending } = useMutation({
		async mutationFn(tried: RuleSet) {
			const input = { ruleSets: [switchedOn(tried)], most: MOST };
			return { tried, ...Trial.parse(await ask(hub, connection, "try-rules", input)) };
		},
	});
	const shown = data?.tried.platform === platform.id ? data : undefined;
	const changed = shown?.vorgaenge.filter(({ would }) => would !== null) ?? [];
	return (
		<section className="trial" aria-label={t(RULE_WORDS.trial)}>
			<div className="card-head">
				<h3>{t(RULE_WORDS.trial)}</h3>
				<button
					type="button"
					className="button"
					disabled={isPending || rules.incomplete || set.rules.length === 0}
					onClick={() => mutate(set)}
				>
					{t(isPending ? RULE_WORDS.tryingOut : RULE_WORDS.tryOut)}
				</button>
			</div>
			<p className="means">{t(RULE_WORDS.trialMeans)}</p>
			{error !== null && <Failure error={error} retry={() => mutate(set)} />}
			{shown !== undefined && shown.tried !== set && (
				<Notice tone="busy">
					<p>{t(RULE_WORDS.triedOther)}</p>
				</Notice>
			)}
			<p role="status" className="trial-result">
				{shown !== undefined &&
					t(
						shown.vorgaenge.length === 0 ? RULE_WORDS.nothingTried : triedCount(changed.length, shown.vorgaenge.length),
					)}
			</p>
			{shown !== undefined && shown.vorgaenge.length > 0 && (
				<TriedTable
					vorgaenge={[...changed, ...shown.vorgaenge.filter(({ would }) => would === null)]}
					platform={platform}
					active={shown.tried.active}
				/>
			)}
		</section>
	);
}

/** What is switched off is tried, too: that is what a trial is for. */
function switchedOn(set: RuleSet): RuleSet {
	return { ...set, active: [...new Set([...set.active, ...set.rules.map(({ from }) => from)])] };
}
