/** The text that `--help` prints. */
export const help = `A local stand-in for AWS CodeArtifact, for trying out and testing. It is not meant for teams.

  node sandbox.js [--port N] [--data FOLDER] [--upstream LOCATION]... [--seed NAME]

  --port N            the port on 127.0.0.1; 0, the default, uses the port of the last start
  --data FOLDER       where all data is stored (mode 0700); the default is ~/.codeartifact-sandbox
  --upstream LOCATION the URL or folder behind public:maven-central; the default is the mirror of
                      Maven Central in the settings of Maven, with its server and proxy, or
                      Maven Central. public:NAME=LOCATION sets what is behind another connection
  --maven-settings FILE
                      a settings.xml to use instead of those of Maven on this machine; if given
                      several times, the first wins
  --seed lesson       creates the domain demo with the repositories webapp and maven-central-store
  --seed FILE.json    creates what the file describes; what exists already stays unchanged
  --region NAME       the AWS Region; the default is us-east-1
  --account NUMBER    the AWS account; the default is 111122223333
  --reset             deletes all domains, packages and users first; the address and the access
                      keys of the users sandbox and newcomer stay
  --exit-with-parent  ends when standard input closes
  --faults            accepts faults for tests at POST /_sandbox/faults
  --help              prints this help

When the sandbox is ready, it prints one line of JSON to standard output with endpoint, region,
account, accessKeyId and secretAccessKey. While it runs, FOLDER/sandbox.json has the same, the pid
and the credentials of all users. FOLDER/aws/config and FOLDER/aws/credentials are for the AWS CLI:

  export AWS_CONFIG_FILE=FOLDER/aws/config AWS_SHARED_CREDENTIALS_FILE=FOLDER/aws/credentials
  aws --profile sandbox codeartifact list-domains     the user sandbox has all permissions
  aws --profile newcomer codeartifact list-domains    the user newcomer has none until you add some

A seed file:

  {"domains": [{"name": "demo", "repositories": [{
    "name": "store", "description": "…", "upstreams": ["…"],
    "externalConnections": ["public:maven-central"],
    "packages": [{"format": "maven", "namespace": "com.example", "name": "app-{n}", "repeat": 1000,
      "versions": ["1.0", {"version": "1.1", "status": "Unlisted",
        "published": "2026-01-31T12:00:00Z", "assets": {"app-1.1.txt": "text"}}]}]}]}]}

Exit codes: 0 ended as requested, 1 failed, 2 the command line is not valid, 3 another process uses
the data folder, 4 the data folder was removed or taken over while the sandbox was running, or its
records can no longer be written safely.
`;
