import * as vscode from 'vscode';

/** The scheme under which proposed files are shown. */
const previewScheme = 'codeartifact-preview';

/** Files as they would become, kept in memory while their diff is open. */
export class PreviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(
    previewScheme,
    this,
  );
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** An address under which `text` can be opened, named like `file`, until `forget`. */
  add(file: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: previewScheme,
      path: vscode.Uri.file(file).path,
      query: String(++this.#count),
    });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  /** Drops a text again. */
  forget(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}
