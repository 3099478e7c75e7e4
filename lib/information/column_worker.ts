/** A worker that ranks columns and sums products of them. */
import { serveTasks } from "../system/workers/pool.ts";
import { rankColumns, sumProducts } from "./column_jobs.ts";

serveTasks({ rank: rankColumns, products: sumProducts });
