import type {
  ColumnProfile,
  Dataset,
  DatasetListQuery,
  DatasetUpdate,
  Evaluation,
  FileListQuery,
  Model,
  ModelListQuery,
  ModelNew,
  ModelUpdate,
  Page,
  ProblemDetails,
  PublishedModel,
  Run,
  RunEvent,
  RunListQuery,
  RunNew,
  RunStep,
  RunUpdate,
  StoredAnswer,
  StoredFile,
} from '@ml-microservices/shared/contracts';

/** What the routes see of the database. Ids that nothing has give null; broken rules throw problems. */
export interface Repositories {
  readonly files: FileRepository;
  readonly datasets: DatasetRepository;
  readonly models: ModelRepository;
  readonly runs: RunRepository;
  readonly idempotency: IdempotencyRepository;
  readonly blobs: BlobRepository;
  /** All or nothing; nested calls join. The database's own calls are synchronous, so `work` is too. */
  transaction<T>(work: () => T): T;
  /** Another number after each change of a row. */
  revision(): number;
  check(): void;
  close(): void;
}

export type FileNew = Pick<StoredFile, 'name' | 'media_type' | 'bytes' | 'sha256'>;
export type DatasetRecord = Omit<Dataset, 'id' | 'created_at' | 'updated_at' | 'sha256' | 'bytes'> & {
  readonly profile: ColumnProfile[];
  readonly row_marks: number[];
};
export type Dependent = NonNullable<ProblemDetails['dependents']>[number];

export interface FileRepository {
  create(file: FileNew): StoredFile;
  findById(id: number): StoredFile | null;
  list(query: FileListQuery): Page<StoredFile>;
  update(id: number, changes: { name?: string }): StoredFile | null;
  /** Answers the sha256 whose bytes may now be unused; none where the file is gone already. */
  delete(id: number): string[];
  /** Whose file it is, and what needs that in turn. */
  dependents(id: number): Dependent[];
  isReferenced(sha256: string): boolean;
}

/** Bytes by their sha256. */
export interface BlobRepository {
  find(sha256: string): Buffer | null;
  save(sha256: string, content: Buffer): void;
  delete(sha256: string): void;
}

export interface DatasetRepository {
  create(dataset: DatasetRecord): Dataset;
  findById(id: number): Dataset | null;
  profile(id: number): ColumnProfile[] | null;
  rowMarks(id: number): number[] | null;
  list(query: DatasetListQuery): Page<Dataset>;
  update(id: number, changes: DatasetUpdate): Dataset | null;
  /** With its models, if any; answers the sha256s whose bytes may now be unused. */
  delete(id: number): string[];
  dependents(id: number): Dependent[];
}

export type ModelRecord = Omit<ModelNew, 'file' | 'file_id'> & { readonly file_id: number };

export interface ModelRepository {
  /** Inserts the model, completes its run and appends the run's last event. */
  publish(model: ModelRecord): PublishedModel;
  /** Throws a problem where a model has the name, or a training is to give it to the one that it makes. */
  refuseTakenName(name: string): void;
  findById(id: number): Model | null;
  list(query: ModelListQuery): Page<Model>;
  update(id: number, changes: ModelUpdate): Model | null;
  evaluation(id: number): Evaluation | null;
  /** In place of an earlier one. */
  saveEvaluation(id: number, evaluation: Evaluation): void;
  delete(id: number): string[];
  dependents(id: number): Dependent[];
  /** The models that a run made, and the runs that work with them. */
  ofRun(runId: number): Dependent[];
}

export type RunRecord = Omit<RunNew, 'result_file' | 'dataset_updated_at' | 'model_updated_at'> & {
  readonly result_file_id?: number;
};

export interface RunRepository {
  create(run: RunRecord, requestId: string): Run;
  findById(id: number): Run | null;
  list(query: RunListQuery): Page<Run>;
  /** How many there are of each kind and status, none included. */
  tally(): { kind: string; status: string; total: number }[];
  /** A run that ends without completing loses its result's file: `unused` are the sha256s whose bytes may go. */
  update(id: number, changes: RunUpdate): { step: RunStep; unused: string[] } | null;
  /** The file is the run's from then on. */
  addResultFile(id: number, attempt: number, fileId: number): void;
  delete(id: number): string[];
  events(id: number, after: number): RunEvent[];
}

export interface IdempotencyRepository {
  find(key: string): StoredAnswer | null;
  save(answer: StoredAnswer): void;
  deleteExpired(): void;
}
