import type { ScenarioName } from "../data.ts";
import { cashDeposit } from "./cash-deposit.ts";
import type { Draft, Scene } from "./draft.ts";
import * as back from "./money-back.ts";
import * as other from "./not-a-customer.ts";
import * as gone from "./paid-or-gone.ts";
import { payment } from "./payment.ts";
import * as payouts from "./payouts.ts";
import type { Plan } from "./plan.ts";

type Special = Partial<Pick<Plan, "number" | "payer" | "amount" | "confounded" | "early" | "trait" | "twin">>;
type Write = (scene: Scene, plan: Plan) => Draft | null;

/** What makes a posting one of its scenario: a special plan for a customer's payment, or a case of its own. */
const BY_SCENARIO: Readonly<Record<ScenarioName, Special | Write>> = {
	"exact-number": {},
	"prefix-missing": { number: "prefixMissing" },
	"prefix-foreign": { number: "prefixForeign" },
	"zeros-dropped": { number: "zerosDropped" },
	"separators-changed": { number: "separatorsChanged" },
	"spaces-in-number": { number: "spaced" },
	"wrap-27-in-number": { number: "wrap27" },
	"wrap-35-newline": { number: "wrap35" },
	"typo-substitution": { number: "substitution" },
	"typo-transposition": { number: "transposition" },
	"typo-omitted-added": { number: "omittedOrAdded" },
	"typo-2-edits": { number: "twoEdits" },
	"typo-hits-other-open-order": { number: "hitsOpen" },
	"typo-hits-closed-order": { number: "hitsClosed" },
	"ocr-letters": { number: "ocr" },
	"umlaut-ae": { payer: "umlautAe" },
	"umlaut-stripped": { payer: "umlautStripped" },
	"name-swapped-title-truncated": { payer: "rearranged" },
	"joint-account": { payer: "joint" },
	"spouse-other-first-name": { payer: "spouse" },
	"company-pays-for-person": { payer: "companyForPerson" },
	"person-pays-for-company": { payer: "personForCompany" },
	"stranger-pays": { payer: "stranger" },
	"payer-name-empty": { payer: "unnamed" },
	"homonyms-two-customers": { trait: "homonym" },
	"family-same-address": { trait: "relative" },
	"number-missing-unique-name-amount": { number: "missing" },
	"number-missing-ambiguous": { number: "missing", trait: "repeated" },
	"customer-number-only": { number: "customerNumber" },
	"amount-only": { number: "missing", payer: "stranger" },
	"number-only-in-e2e": { number: "endToEnd" },
	"rf-reference-valid": { number: "creditorReference" },
	"rf-reference-broken": { number: "brokenReference" },
	"confounding-digits": { confounded: true },
	"collective-all-numbers": { amount: "collectiveAll" },
	"collective-range-notation": { amount: "collectiveRange" },
	"collective-first-number-ua": { amount: "collectiveSome" },
	"collective-no-number": { amount: "collectiveNone" },
	"collective-with-credit-note": { amount: "collectiveCredit" },
	"collective-two-customers": { amount: "collectiveTwo" },
	"partial-first": { amount: "partialFirst" },
	"partial-rest": { amount: "partialRest" },
	"two-transfers-one-order": { amount: "twoTransfers" },
	"overpaid-rounded": { amount: "rounded" },
	"overpaid-shipping": { amount: "shipping" },
	"underpaid-bank-fee": { amount: "fee" },
	"underpaid-cents": { amount: "cents" },
	"skonto-in-term": { amount: "discount" },
	"skonto-late": { amount: "lateDiscount" },
	"skonto-on-collective": { amount: "collectiveDiscount" },
	"other-currency": { amount: "otherCurrency" },
	"order-in-chf-paid-eur": { amount: "francsInEuro" },
	"same-number-two-shops": { trait: "sharedNumber" },
	"same-number-two-shops-same-amount": { trait: "sharedNumber", twin: true },
	"subscription-same-amount-monthly": { trait: "subscriber" },
	"double-payment-same-day": gone.doubleSameDay,
	"double-payment-later": gone.doubleLater,
	"cancelled-order-paid": gone.cancelled,
	"old-template-number": { number: "oldNumber" },
	"order-not-yet-synced": gone.notSynced,
	"paid-before-order-date": { early: true },
	"direct-debit-return": back.directDebitReturn,
	"bounced-refund": back.bouncedRefund,
	"own-refund-out": back.ownRefund,
	"psp-payout": payouts.providerPayout,
	"marketplace-payout": payouts.marketplacePayout,
	"supplier-credit-colliding-number": other.supplierCredit,
	"insurance-tax-credit": other.insuranceOrTax,
	"rent-salary-fees": other.rentSalaryFees,
	"own-transfer": other.ownTransfer,
	"donation-foreign-customer": other.donation,
	"cash-deposit-without-name": cashDeposit,
	"import-twice": gone.importTwice,
	"chargeback-after-close": back.chargeback,
};

/** One posting of the scenario: special in what the scenario is about, otherwise as the plan was drawn. */
export function writeScenario(scene: Scene, scenario: ScenarioName, plan: Plan): Draft | null {
	const special = BY_SCENARIO[scenario];
	if (typeof special === "function") return special(scene, plan);
	const usual: Plan = { ...plan, number: "exact", payer: "customer", amount: "equal", early: false };
	return payment(scene, { ...usual, ...special, scenario });
}
