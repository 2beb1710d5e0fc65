package main
import ("testing";"path/filepath";"os";"strconv")
func BenchmarkStoreAppend(b *testing.B){
 boxes,_:=strconv.Atoi(os.Getenv("BOXES")); if boxes==0 {boxes=1}
 for b.Loop(){
  d,err:=storeAppends(filepath.Join(b.TempDir(),"x.db"),boxes,200)
  if err!=nil{b.Fatal(err)}
  b.ReportMetric(64*200/d.Seconds(),"appends/s")
 }
}
