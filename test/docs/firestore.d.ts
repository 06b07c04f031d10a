// What an example needs of a package that is not installed here.
declare module "@google-cloud/firestore" {
  /** As much of Firestore as an example needs. */
  interface Firestore {
    collection(path: string): { doc(path: string): DocumentReference };
    runTransaction<T>(update: (transaction: Transaction) => Promise<T>): Promise<T>;
  }
  interface DocumentReference {
    set(data: object): Promise<unknown>;
  }
  interface Transaction {
    get(
      document: DocumentReference,
    ): Promise<{ data(): { completedAt?: number; leaseEnds: number } | undefined }>;
    set(document: DocumentReference, data: object): Transaction;
    delete(document: DocumentReference): Transaction;
  }
}
