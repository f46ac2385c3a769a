import sys, os, pickle, random, time
os.environ["ORT_DISABLE_TELEMETRY"]="1"
import torch
from pathlib import Path
from tokenizers import Tokenizer
from torch.nn import functional
from training import corpora, treebanks, losses
from training.batches import *
from training.network import *
from generator.encoder.windows import marks
torch.set_num_threads(2); torch.set_flush_denormal(True); torch.manual_seed(5)
C=Path(sys.argv[3])
t=Tokenizer.from_file("generator/encoder/tokenizer.json"); t.no_truncation(); t.no_padding(); sp=marks(t)
P=lambda ds:[prepare(d,t,sp) for d in ds]
while not os.path.exists("training/runs/names.pkl"): time.sleep(1)
time.sleep(1); old=pickle.load(open("training/runs/names.pkl","rb"))
arts=[]
for row,(text,doc) in zip(corpora.rows(C/"attribution.train.jsonl.gz"),corpora.attribution(C/"attribution.train.jsonl.gz")):
    n,tags=old[row["id"]]
    if n!=len(doc.words): continue
    doc.names=corpora.Names(tags); doc.attributions=None; arts.append(doc)
print(len(arts),flush=True)
data={"attribution":(P(arts),.6),"conll":(P(corpora.names(C/"names.conll03.train.jsonl.gz",natural=True)),.8),"conll2":(P(corpora.names(C/"names.conll03.train.jsonl.gz",natural=False)),.4),
"uner":(P(corpora.names(C/"names.uner-ewt.dev.jsonl.gz",natural=True)),1.0),"uner2":(P(corpora.names(C/"names.uner-ewt.dev.jsonl.gz",natural=False)),1.0),
"gum":(P(treebanks.documents(C/"gum.train.conllu.gz",named=True)),1.0),"ewt":(P(treebanks.documents(C/"ewt.train.conllu.gz",named=False)),1.0)}
r=Reader(SIZES["minilm"],0.1)
sd=torch.load("training/runs/student.pt",weights_only=True)["average"]
sd={**sd,**{k.replace("layers.5.","side."):v.clone() for k,v in sd.items() if k.startswith("layers.5.")}}
r.load_state_dict(sd); r.requires_grad_(False)
def on(m): 
    for p in m.parameters(): p.requires_grad_(True)
for h in ("names","tags","relations"): on(r.heads[h])
on(r.side); on(r.chains["names"]); on(r.links); r.link_bias.requires_grad_(True); r.no_link.requires_grad_(True)
side=[p for n,p in r.named_parameters() if n.startswith("side")]; rest=[p for n,p in r.named_parameters() if p.requires_grad and not n.startswith("side")]
opt=torch.optim.AdamW([{"params":side,"lr":4e-4},{"params":rest,"lr":1e-3}],weight_decay=.01); peaks=[4e-4,1e-3]
keep={k:v.clone() for k,v in r.state_dict().items()}
avg={k:v.clone() for k,v in r.state_dict().items() if k.split(".")[0] in("side","heads","chains","links","link_bias","no_link")}
STEPS=int(sys.argv[1]); CAP=int(sys.argv[2]); step=0; began=time.time(); ep=0
W={"upper":.1,"lower":.04,"title":.05}
def save():
    full={k:v.clone() for k,v in r.state_dict().items()}; full.update({k:v.clone() for k,v in avg.items()})
    n=4*64
    for k in ("links.weight","links.bias"): full[k][:n]=keep[k][:n]
    for k in ("link_bias","no_link"): full[k][:2]=keep[k][:2]
    for k in keep:
        if k.startswith(("heads.attribution","chains.attribution")): full[k]=keep[k]
    torch.save({"average":full},"training/runs/side.pt")
r.train(); r.layers.eval()
while step<STEPS:
    rng=random.Random(f"side{ep}"); ep+=1; chosen=[]
    for ds,times in data.values(): chosen+=[d for d in ds for _ in range(int(times+rng.random()))]
    for b in epoch(chosen,sp,W,288,16,rng):
        rate=max(.01,min(1,(step+1)/20,(STEPS-step)/(STEPS*.75)))
        # a run that is late cools down by the clock
        left=CAP-(time.time()-began); rate=min(rate,max(.01,left/(CAP*.75)))
        for g,p in zip(opt.param_groups,peaks): g["lr"]=p*rate
        o=losses.run(r,b,b.case); words=b.lengths.sum()
        names=r.chains["names"].loss(o.names,b.allowed["names"],b.breaks,b.lengths)
        loss=names; c={"names":names}
        if (b.labels["tags"]!=UNKNOWN).any():
            for h in PLAIN:
                c[h]=functional.cross_entropy(getattr(o,h).flatten(0,1),b.labels[h].flatten(),ignore_index=UNKNOWN,reduction="sum"); loss=loss+.4*c[h]
            c["heads"]=functional.nll_loss(r.pointed(o.links,2,losses._near(b),b.lengths).flatten(0,1),b.targets[2].flatten(),ignore_index=UNKNOWN,reduction="sum"); loss=loss+.5*c["heads"]
        (loss/words).backward(); torch.nn.utils.clip_grad_norm_([p for p in r.parameters() if p.requires_grad],1.0); opt.step(); opt.zero_grad()
        k=min(.985,(2+step)/(11+step))
        with torch.no_grad():
            now=r.state_dict()
            for n_ in avg: avg[n_].lerp_(now[n_],1-k)
        step+=1
        if step%25==0: print(step,{k:round(float(v.detach()/words),4) for k,v in c.items()},round(time.time()-began),flush=True)
        if step%50==0: save()
        if step>=STEPS or time.time()-began>CAP: step=STEPS; break
save(); print("done",flush=True)
