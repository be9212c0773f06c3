using System.Runtime.Loader;

namespace RnnGen.Benchmarks;

/// <summary>
/// This library as Unity compiles it, netstandard2.1 with Vector4, run by .NET beside the other build.
/// </summary>
/// <remarks>
/// A second copy of this assembly is loaded in a context where the library means the other build; its
/// <see cref="CoreEngine"/> is called through a delegate, which costs as much as a virtual call.
/// </remarks>
internal sealed class StandardCoreEngine : StepEngine
{
    private readonly Action<int> step;
    private readonly float[] logits;

    public StandardCoreEngine(string name, byte[] checkpoint, int tokens, int size, int layers)
        : base(name, tokens)
    {
        var copy = new Context().LoadFromAssemblyPath(typeof(CoreEngine).Assembly.Location);
        var type = copy.GetType(typeof(CoreEngine).FullName!)!;
        var engine = Activator.CreateInstance(type, name, checkpoint, tokens, size, layers)!;
        step = type.GetMethod(nameof(Step))!.CreateDelegate<Action<int>>(engine);
        logits = (float[])type.GetProperty(nameof(Logits))!.GetValue(engine)!;
    }

    public override void Step(int token)
    {
        step(token);
        logits.CopyTo(Logits, 0);
    }

    private sealed class Context : AssemblyLoadContext
    {
        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName name)
        {
            if (name.Name != typeof(Checkpoint).Assembly.GetName().Name) return null;
            using var stream = typeof(Context).Assembly.GetManifestResourceStream("netstandard2.1/RnnGen.dll")!;
            return LoadFromStream(stream);
        }
    }
}
