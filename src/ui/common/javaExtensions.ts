/** Language Support for Java, by Red Hat. */
export const javaExtensionId = 'redhat.java';

/** Maven for Java, by Microsoft. */
export const mavenExtensionId = 'vscjava.vscode-maven';
