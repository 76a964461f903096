/** What `--help` prints. */
export const help = `A stand-in for AWS CodeArtifact on this machine, for trying and testing. It is not a server for teams.

  node sandbox.js [--port N] [--data FOLDER] [--upstream PLACE]... [--seed NAME]

  --port N            the port on 127.0.0.1. 0, the default, takes the port of the last start again
  --data FOLDER       where everything is kept (mode 0700); ~/.codeartifact-sandbox when missing
  --upstream PLACE    a URL or a folder that stands behind public:maven-central; the default is
                      https://repo.maven.apache.org/maven2/
                      public:NAME=PLACE names what stands behind another external connection
  --seed lesson       makes the domain demo with the repositories webapp and maven-central-store
  --seed FILE.json    makes what the file names; what is there already stays as it is
  --region NAME       us-east-1 when missing
  --account NUMBER    111122223333 when missing
  --reset             empties the folder first; the address stays
  --exit-with-parent  ends when standard input closes
  --faults            takes faults to play, for tests: POST /_sandbox/faults
  --help              prints this

When it is ready it prints one line of JSON on standard output: endpoint, region, account,
accessKeyId and secretAccessKey. The same is in FOLDER/sandbox.json while it runs, with its pid and
the credentials of all users. FOLDER/aws/config and FOLDER/aws/credentials serve the AWS CLI:

  export AWS_CONFIG_FILE=FOLDER/aws/config AWS_SHARED_CREDENTIALS_FILE=FOLDER/aws/credentials
  aws --profile sandbox codeartifact list-domains     the user sandbox may do everything
  aws --profile newcomer codeartifact list-domains    the user newcomer may do nothing yet

A seed file:

  {"domains": [{"name": "demo", "repositories": [{
    "name": "store", "description": "…", "upstreams": ["…"],
    "externalConnections": ["public:maven-central"],
    "packages": [{"format": "maven", "namespace": "com.example", "name": "app-{n}", "repeat": 1000,
      "versions": ["1.0", {"version": "1.1", "status": "Unlisted",
        "published": "2026-01-31T12:00:00Z", "assets": {"app-1.1.txt": "text"}}]}]}]}]}

Exit codes: 0 ended when asked to, 1 failed, 2 the command line is wrong, 3 another process serves
this data folder already, 4 the data folder was removed or taken over while the sandbox was running,
or its records can no longer be written safely.
`;
