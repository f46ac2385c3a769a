import sys, pickle, gzip, json

from generator import encoder
e=encoder.load(); out={}
K={"person":"PER","organisation":"ORG","place":"LOC","other":"MISC"}
for l in gzip.open(sys.argv[1],"rt"):
    r=json.loads(l); R=e.read(r["text"]); s={w.start:i for i,w in enumerate(R.words)}; t={w.end:i+1 for i,w in enumerate(R.words)}
    out[r["id"]]=(len(R.words),[(K[m.kind.value],s[m.span.start],t[m.span.end]) for m in R.mentions])
pickle.dump(out,open("training/runs/names.pkl","wb")); print(len(out), sum(len(x[1]) for x in out.values()))
