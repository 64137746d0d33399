import { openDatabase } from "../src/db/database.ts";
import { startEmbeddedPostgres } from "../src/db/embedded-postgres.ts";
import { assertBoundLogin, provideHubLogin } from "../src/db/hub-role.ts";
import { migrate } from "../src/db/migrate.ts";

const pg = await startEmbeddedPostgres("/tmp/kpg", ["fsync=off"]);
const t = Date.now();
await Promise.all([migrate(pg.url), migrate(pg.url), migrate(pg.url)]);
console.log("migrated", Date.now() - t);
const url = await provideHubLogin(pg.url, Buffer.from("secret"));
await assertBoundLogin(url);
await assertBoundLogin(pg.url).catch((e) => console.log("refused:", e.message));

const db = openDatabase({ url });
const m = crypto.randomUUID();
await db.global("x", (tx) =>
	tx.execute("insert into merchants values ($1::uuid,'a','Europe/Berlin','de','DE',now())", m),
);
console.log(
	await db.merchant(m, "y", (tx) => tx.model.settings.create({ data: { merchantId: m, body: {}, updatedAt: tx.now } })),
);
console.log(await db.merchant(crypto.randomUUID(), "y", (tx) => tx.model.settings.findMany()));
console.log(await db.global("y", (tx) => tx.model.settings.findMany()));
await db
	.merchant(m, "y", (tx) =>
		tx.execute("insert into settings values ($1::uuid,'{}'::jsonb,1,now())", crypto.randomUUID()),
	)
	.catch((e) => console.log("refused:", e.message));
console.log(
	await db.merchant(m, "y", (tx) =>
		tx.query(
			"select assigned, now() as at, uuidv7() as id, $1::text[] as a, 3::bigint as b from settings s left join orders o on false",
			["a", "b"],
		),
	),
);
const t2 = Date.now();
for (let i = 0; i < 500; i++) await db.merchant(m, "y", (tx) => tx.query("select 1"));
console.log("tx ms", (Date.now() - t2) / 500);
await db.close();
process.exit(0);
